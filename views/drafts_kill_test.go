//go:build !windows

package views

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/check"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// typingEnv has the test type into the form that it names, over the data file in
// the argument after it, until it is killed.
const typingEnv = "OPENDAY_TYPING_UNTIL_KILLED"

// typedText is what is typed into one field of each form.
const typedText = "打到一半的内容"

// draftCase types into one form of the window and says where that is seen again.
type draftCase struct {
	name  string
	open  func(r *fixture)            // brings the form in front
	field string                      // what is typed into; empty for the first text of several lines
	shown func(r *fixture) (s string) // what stands there
}

func inField(field string) func(r *fixture) string {
	return func(r *fixture) string { return r.Form().Field(field).Input.Snapshot() }
}

// formAt opens the form of the first entry of a tab's list.
func formAt(tab int, open func(r *fixture)) func(r *fixture) {
	return func(r *fixture) {
		r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
		open(r)
	}
}

// longText is the first text of several lines that is in front of the person.
func longText(r *fixture) *widgets.TextEntry {
	r.t.Helper()
	for _, o := range uitest.InSight(r.Top()) {
		if e, ok := o.(*widgets.TextEntry); ok && e.MultiLine {
			return e
		}
	}
	r.t.Fatalf("no text of several lines is in sight; there is:\n%s", r.Read())
	return nil
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func draftCases() []draftCase {
	newOne := func(r *fixture) { r.Press(fyne.KeyN, ui.Ctrl) }
	first := func(topic app.Topic, id func(r *fixture) string, field string) func(r *fixture) {
		return func(r *fixture) { r.Jump(check.Finding{Topic: topic, ID: id(r), Field: field}) }
	}
	invitee := func(r *fixture) string {
		return must(r.Service.Invitees(context.Background(), app.InviteeFilter{EventID: r.Event().ID}))(r.t)[0].ID
	}
	item := func(r *fixture) string { return must(r.Service.Agenda(context.Background(), r.Event().ID))(r.t)[0].ID }
	opinion := func(r *fixture) string {
		for _, f := range must(r.Service.Feedback(context.Background(), app.FeedbackFilter{EventID: r.Event().ID}))(r.t) {
			if f.State == app.FeedbackRecorded {
				return f.ID
			}
		}
		r.t.Fatal("the sample has no opinion that waits for a step")
		return ""
	}
	return []draftCase{
		{"a new event", formAt(ui.TabEvents, newOne), "Title", inField("Title")},
		{"an event", first(app.TopicEvents, func(r *fixture) string { return r.Event().ID }, "Theme"), "Theme", inField("Theme")},
		{"a section of the plan", first(app.TopicEvents, func(r *fixture) string { return r.Event().ID }, "Sections[1]"), "Sections", inField("Sections")},
		{"a new invitee", formAt(ui.TabInvitees, newOne), "Unit", inField("Unit")},
		{"an invitee", first(app.TopicInvitees, invitee, "Note"), "Note", inField("Note")},
		{"a new agenda item", formAt(ui.TabAgenda, newOne), "Content", inField("Content")},
		{"an agenda item", first(app.TopicAgenda, item, "Note"), "Note", inField("Note")},
		{"a new opinion", formAt(ui.TabFeedback, newOne), "Content", inField("Content")},
		{"an opinion", first(app.TopicFeedback, opinion, "Content"), "Content", inField("Content")},
		{"a step", func(r *fixture) {
			first(app.TopicFeedback, opinion, "Content")(r)
			r.Key(fyne.KeyEscape)
			r.InSight().(interface{ Proceed() }).Proceed()
		}, "InCharge", inField("InCharge")},
		{"the report", func(r *fixture) {
			r.papers.Resume(app.Draft{EventID: r.Event().ID, RecordID: r.Event().ID})
		}, "", func(r *fixture) string { return longText(r).Value() }},
	}
}

// TestTypedTextSurvivesAKill types into each form in a program of its own, kills
// it, and starts again.
func TestTypedTextSurvivesAKill(t *testing.T) {
	if name := os.Getenv(typingEnv); name != "" {
		typeUntilKilled(t, name, os.Getenv(typingEnv+"_FILE"))
		return
	}
	for _, c := range draftCases() {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "openday.db")
			r := newFixtureAt(t, path)
			r.office.LoadSample()
			must(r.Service.SaveFeedback(context.Background(), app.Feedback{EventID: r.Event().ID, Content: "路灯不亮"}))(t)
			if err := r.Data.Close(); err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^TestTypedTextSurvivesAKill$", "-test.timeout=2m")
			child.Env = append(os.Environ(), typingEnv+"="+c.name, typingEnv+"_FILE="+path)
			child.Stderr = os.Stderr
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			stdin, err := child.StdinPipe() // nothing comes: the child waits for it
			if err != nil {
				t.Fatal(err)
			}
			defer stdin.Close()
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			lines, typed, said := bufio.NewScanner(out), false, []string{}
			for !typed && lines.Scan() {
				typed = lines.Text() == "typed"
				said = append(said, lines.Text())
			}
			if !typed {
				child.Wait()
				t.Fatalf("the child ended by itself:\n%s", strings.Join(said, "\n"))
			}
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the child was not killed: %v", err)
			}

			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				text, _ := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
				if strings.Contains(e.Name(), "draft") && strings.Contains(string(text), typedText) {
					t.Errorf("%s says what was typed to everybody", e.Name())
				}
			}
			r = newFixtureAt(t, path)
			if !r.Reads("恢复未保存的内容") || !r.Reads(typedText) {
				t.Fatalf("what was typed is not offered; there is:\n%s", r.Read())
			}
			r.Push("恢复")
			if got := c.shown(r); !strings.Contains(got, typedText) {
				t.Errorf("%q stands in the form; there is:\n%s", got, r.Read())
			}
			if all := must(r.Service.Drafts(context.Background()))(t); len(all) != 1 {
				t.Errorf("%d drafts while it is typed on", len(all))
			}
		})
	}
}

// typeUntilKilled types into a form and says so.
func typeUntilKilled(t *testing.T, name, path string) {
	for _, c := range draftCases() {
		if c.name != name {
			continue
		}
		r := newFixtureAt(t, path)
		c.open(r)
		if c.field == "" {
			longText(r).SetText(typedText)
		} else {
			r.TypeInto(r.Form(), c.field, typedText)
		}
		fmt.Println("\ntyped")
		bufio.NewScanner(os.Stdin).Scan() // until it is killed
		t.Error("nobody killed it")
	}
}
