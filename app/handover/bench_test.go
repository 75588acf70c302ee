package handover

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"openday/app"
	"openday/app/merge"
)

// BenchmarkReading reads what is inside of the encryption.
func BenchmarkReading(b *testing.B) {
	h := merge.HandOver{Dossier: app.Dossier{Event: app.Event{ID: "e", Title: "开放日"}}}
	for i := range 10_000 {
		id := fmt.Sprintf("%036d", i)
		h.Dossier.Invitees = append(h.Dossier.Invitees, app.Invitee{ID: id, EventID: "e", Position: i, Unit: "滨河街道第一社区", Category: "群众代表", Vetting: app.VettingApproved,
			Person: app.Person{ID: "p" + id, Name: "王小明", Gender: "male", IDNumber: "110101199003070000", Phone: "13900000000"}})
	}
	var out bytes.Buffer
	w, err := writeClear(nothingToClose{&out}, Header{})
	if err = errors.Join(err, w.Put(h), w.Close()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r, err := readClear(bytes.NewReader(out.Bytes()))
		for err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, io.EOF) {
			b.Fatal(err)
		}
	}
}
