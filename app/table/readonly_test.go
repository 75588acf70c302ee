package table

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// A workbook whose structure is protected is kept under a password that Excel ships
// and asks nobody for.
func TestWorkbooksUnderTheShippedPassword(t *testing.T) {
	plain, err := os.ReadFile("testdata/name-merged.xlsx")
	try(t, err)
	want := reading(t, plain)
	locked := func(password string) []byte {
		data, err := excelize.Encrypt(plain, &excelize.Options{Password: password})
		try(t, err)
		return data
	}
	old, err := os.ReadFile("testdata/shipped-password.xls")
	try(t, err)
	for name, data := range map[string][]byte{"xls": old, "xlsx": locked(shippedPassword)} {
		if diff := cmp.Diff(all(want), all(reading(t, data))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	own, err := os.ReadFile("testdata/own-password.xls")
	try(t, err)
	slow := append(locked(shippedPassword), `spinCount="999999"`...)
	for name, data := range map[string][]byte{"xls": own, "xlsx": locked("another"), "hashed too often": slow, "cut": old[:len(old)-1024]} {
		if f, err := Read(context.Background(), bytes.NewReader(data)); err == nil || name != "cut" && !strings.Contains(err.Error(), "密码") {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}
