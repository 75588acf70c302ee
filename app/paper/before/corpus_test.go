package before

import (
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper/papertest"
)

// The plan and the letters say of each event what stands in testdata/corpus.
func TestCorpus(t *testing.T) {
	papertest.CorpusSays(t, func(d app.Dossier) string {
		rec := &papertest.Recorder{}
		p := &plan{event: d.Event, agenda: d.Agenda, calendar: app.DefaultFeedbackRules().Calendar, doc: rec}
		p.set(app.Date(2026, time.September, 10))
		guest := papertest.Person("王芳", "", "")
		guest.Person.Gender = "female"
		title, texts := letterTexts(d, guest, LetterOptions{})
		return papertest.Said(rec) + "====\n" + title + "\n" + strings.Join(texts, "\n") + "\n"
	})
}
