package opinions

import (
	"encoding/json"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
)

// SettingTemplates is the key under which the templates are kept among the settings.
const SettingTemplates = "feedback.templates"

// Template is a reply that the office gives often.
type Template struct {
	Name string `json:"name"`
	Text string `json:"text"` // with placeholders, such as {提出人}
}

// mostTemplates is how many templates an office keeps.
const mostTemplates = 100

// usualTemplates are the templates where the office keeps none of its own.
var usualTemplates = []Template{
	{"已采纳并办结", "{称呼}：您在“{活动}”中提出的“{内容}”，我们已交{承办单位}办理。办理结果：{办理结果}。感谢您的关心和支持！"},
	{"正在办理", "{称呼}：您在“{活动}”中提出的“{内容}”，{承办单位}正在办理，预计{办理时限}前办结，届时再向您反馈。感谢您的关心和支持！"},
	{"列入规划", "{称呼}：您在“{活动}”中提出的“{内容}”，受条件所限暂时不能实施，{承办单位}已列入规划。感谢您的理解和支持！"},
	{"现场解答", "{称呼}：您提出的“{内容}”，已由工作人员当场解答。感谢您的参与！"},
}

// ParseTemplates reads the templates as a setting keeps them: the usual ones where it
// keeps none.
func ParseTemplates(text string) []Template {
	var kept []Template
	if text == "" || json.Unmarshal([]byte(text), &kept) != nil {
		return append([]Template(nil), usualTemplates...)
	}
	return kept
}

// FormatTemplates writes templates as a setting keeps them, without those of which
// nothing is filled in, and says what is wrong with the others.
func FormatTemplates(all []Template) (string, []app.FieldProblem) {
	var p app.Problems
	kept := []Template{}
	names := map[string]bool{}
	for _, t := range all {
		t.Name, t.Text = hanzi.CleanLine(t.Name), hanzi.CleanProse(t.Text)
		field := app.Indexed("Templates", len(kept))
		switch {
		case t == Template{}:
			continue
		case t.Name == "":
			p.Add(field+"Name", "Name the template.")
		case t.Text == "":
			p.Add(field+"Text", "Write down the text of the template “%s”.", t.Name)
		case names[t.Name]:
			p.Add(field+"Name", "Two templates are named “%s”.", t.Name)
		}
		names[t.Name] = true
		kept = append(kept, t)
	}
	if len(kept) > mostTemplates {
		p.Add("Templates", "No more than %d templates are kept.", mostTemplates)
	}
	text, err := json.Marshal(kept)
	if err != nil {
		p.Add("Templates", "The templates cannot be kept: %v", err)
	}
	return string(text), p
}

// placeholders are what a template says of the opinion that is replied to.
var placeholders = []struct {
	name string
	of   func(f app.Feedback, e app.Event, today time.Time) string
}{
	{"{提出人}", func(f app.Feedback, _ app.Event, _ time.Time) string { return f.SpeakerOrAnonymous() }},
	{"{称呼}", func(f app.Feedback, _ app.Event, _ time.Time) string { return address(f) }},
	{"{内容}", func(f app.Feedback, _ app.Event, _ time.Time) string {
		return strings.TrimRight(strings.Join(strings.Fields(f.Content), " "), "。；;！!")
	}},
	{"{环节}", func(f app.Feedback, _ app.Event, _ time.Time) string { return f.Stop }},
	{"{类别}", func(f app.Feedback, _ app.Event, _ time.Time) string { return f.Category }},
	{"{承办单位}", func(f app.Feedback, e app.Event, _ time.Time) string {
		if f.Department == "" {
			return e.Organiser
		}
		return f.Department
	}},
	{"{责任人}", func(f app.Feedback, _ app.Event, _ time.Time) string { return f.InCharge }},
	{"{联系电话}", func(f app.Feedback, _ app.Event, _ time.Time) string { return f.Telephone }},
	{"{办理时限}", func(f app.Feedback, _ app.Event, _ time.Time) string { return app.ShortDate(f.DueDate) }},
	{"{办理结果}", func(f app.Feedback, _ app.Event, _ time.Time) string { return strings.TrimRight(f.Result, "。") }},
	{"{活动}", func(_ app.Feedback, e app.Event, _ time.Time) string { return e.Title }},
	{"{主办单位}", func(_ app.Feedback, e app.Event, _ time.Time) string { return e.Organiser }},
	{"{日期}", func(_ app.Feedback, _ app.Event, today time.Time) string { return app.ShortDate(today) }},
}

// Placeholders returns the names of what a template can say of an opinion.
func Placeholders() []string {
	all := make([]string, len(placeholders))
	for i, p := range placeholders {
		all[i] = p.name
	}
	return all
}

// address is how a citizen is addressed.
func address(f app.Feedback) string {
	switch {
	case f.Speaker == "":
		return "您好"
	case titled.MatchString(f.Speaker) || !hanzi.IsFullName(f.Speaker):
		return f.Speaker
	}
	return f.Speaker + "先生/女士"
}

// Fill returns a text with what its placeholders stand for.
func Fill(text string, f app.Feedback, e app.Event, today time.Time) string {
	if !strings.Contains(text, "{") {
		return text
	}
	pairs := make([]string, 0, 2*len(placeholders))
	for _, p := range placeholders {
		pairs = append(pairs, p.name, p.of(f, e, today))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
