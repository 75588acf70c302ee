package before

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// No page of an official document has the name of its annex and the signature alone.
func TestTheEndOfADocumentStandsWithText(t *testing.T) {
	d := papertest.Sample(t, "plan3-development-zone.xlsx")
	at := time.Date(2021, time.November, 12, 0, 0, 0, 0, app.Zone)
	var pdf bytes.Buffer
	report, err := requestPaper.Write(t.Context(), &pdf, requestPaper.New(at), paper.Material{Dossier: d, At: at})
	if err != nil {
		t.Fatal(err)
	}
	made := papertest.Read(t, pdf.Bytes(), report)
	doc := made.Doc(t)
	for n := range report.Pages {
		text, err := doc.Text(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		page := papertest.Unspaced(text)
		i := strings.Index(page, "附件：")
		if i < 0 {
			continue
		}
		if i == 0 {
			t.Errorf("page %d begins with the name of the annex: %s", n+1, page)
		}
		return
	}
	t.Error("no annex is named")
}
