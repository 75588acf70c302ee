package own

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/printer"
)

func TestRecoveryIsOnePageWithTheWholeCode(t *testing.T) {
	groups := strings.Split("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-ABCE-FGHJ-KMNP-QRST-VWXY-Z012", "-")
	var out bytes.Buffer
	report, err := Recovery(context.Background(), &out, strings.Join(groups, "-"), `C:\数据\openday.db`, time.Date(2026, 11, 24, 9, 0, 0, 0, app.Zone))
	if err != nil || report.Pages != 1 || len(report.Missing) > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	doc, err := printer.Open(context.Background(), out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	text, err := doc.Text(1)
	if err != nil {
		t.Fatal(err)
	}
	rest := text
	for _, want := range append(groups, `C:\数据\openday.db`, "2026年11月24日 星期二") {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("%q is not on the page, or not in order:\n%s", want, text)
		}
		rest = after
	}
}
