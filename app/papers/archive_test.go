package papers

import (
	"bytes"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper/papertest"
	"openday/app/paper/pdfatest"
)

// Every paper is handed to an archive sooner or later.
func TestEveryPaperIsFitForAnArchive(t *testing.T) {
	for _, d := range []app.Dossier{papertest.Everything(), papertest.Sample(t, "plan1-civil-affairs.xlsx")} {
		for name, write := range filledPapers(d) {
			if !strings.HasSuffix(name, ".pdf") {
				continue
			}
			var pdf bytes.Buffer
			if err := write(t.Context(), &pdf); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, fault := range pdfatest.Faults(pdf.Bytes()) {
				t.Errorf("%s: %s", name, fault)
			}
		}
	}
}
