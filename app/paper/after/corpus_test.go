package after

import (
	"testing"
	"time"

	"openday/app"
	"openday/app/paper/papertest"
)

// The report says of each event what stands in testdata/corpus.
func TestCorpus(t *testing.T) {
	papertest.CorpusSays(t, func(d app.Dossier) string {
		s := newSummary(d, DefaultSummaryOptions(), app.Date(2026, time.October, 12), false)
		rec := &papertest.Recorder{}
		s.doc, s.bars = rec, undrawn
		if err := s.set(); err != nil {
			t.Fatal(err)
		}
		return papertest.Said(rec)
	})
}
