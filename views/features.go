package views

import (
	"context"
	"io"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/today"
	"openday/views/events"
	"openday/views/feedback"
	"openday/views/help"
	"openday/views/invitees"
	"openday/views/office"
	"openday/views/papers"
)

func (f *mainWindow) joinFeatures() {
	f.feedback = feedback.New(f.Context)
	f.events = events.New(f.Context, f.feedback)
	f.invitees = invitees.New(f.Context)
	f.events.Steps = map[today.Step]func(){
		today.Vet: f.invitees.ShowVetting, today.EnterAttendance: f.invitees.EnterAttendance,
		today.PrintLetters: func() { f.papers.Preview(before.KindLetters) }, today.PrintSheet: func() { f.papers.Preview(onday.KindSignIn) },
		today.DeleteData: func() { f.office.ShowPurge() },
		today.Assign:     func() { f.feedback.ShowState(app.FeedbackRecorded) }, today.Reply: func() { f.feedback.ShowState(app.FeedbackDone) },
	}
	f.papers = papers.New(f.Context, f.invitees.ChosenOf)
	f.office = office.New(f.Context)
	f.help = help.New(f.Context, f.cfg.LogFile, f.keys, func(title, file string, write func(context.Context, io.Writer) (paper.Report, error)) {
		f.papers.Show(title, file, write, nil)
	})
}
