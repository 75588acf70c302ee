package before

import (
	"fmt"
	"slices"
	"strings"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// A running text sets what it says of an event from these.

// setTitle sets the title of a running text, broken by its meaning.
func setTitle(t *paper.Telling, title string) {
	if title = t.Said("title", "标题", title); title != "" {
		t.Title(wording.Title(t, title, t.Dossier.Event, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage()))
	}
}

// lined writes points as lines, each with its label.
func lined(points []paper.Point) string {
	var lines []string
	for _, p := range points {
		if text := strings.TrimSpace(p.Body); text != "" {
			lines = append(lines, p.Heading+"："+strings.ReplaceAll(text, "\n", "；"))
		}
	}
	return strings.Join(lines, "\n")
}

// programme are the lines of an agenda as guests read it.
func programme(d app.Dossier) string {
	var lines []string
	for _, a := range d.Agenda {
		what := doing(a)
		text := wording.Wrapped("", wording.Hours(a, d.Event), "　") + what + wording.Wrapped("（", outside(a.Place, what), "）")
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// doing says what happens at an agenda item, in a few words where there are any.
func doing(a app.AgendaItem) string {
	content := wording.Unstopped(wording.OneSentence(paper.Discreet(a.Content)))
	switch {
	case content != "":
		return content
	case a.Kind == "visit" && a.Place != "":
		return "参观" + a.Place
	case a.Kind == "other":
		return "其他活动"
	}
	return app.AgendaKinds.Chinese(a.Kind)
}

// briefly says of an agenda in a sentence what happens, by the headings of its items.
func briefly(agenda []app.AgendaItem) string {
	const most = 6
	names := paper.ItemNames(agenda)
	if len(names) == 0 {
		return ""
	}
	if len(names) == 1 {
		return "活动内容为" + names[0] + "。"
	}
	if len(names) > most {
		return "活动安排了" + strings.Join(names[:most], "、") + "等环节。"
	}
	return fmt.Sprintf("活动安排了%s%d个环节。", strings.Join(names, "、"), len(names))
}

// whoIsMeant says whom an event is for and how many of them.
func whoIsMeant(e app.Event) string {
	return wording.Stopped(e.AudienceWords) + wording.Wrapped("本次活动", wording.QuotaWords(e), "") + wording.Wrapped("年龄要求为", wording.Ages(e), "。") + wording.Wrapped("对象要求：", wording.Unstopped(e.Audience), "。")
}

// takesSignUps reports whether people can sign up for an event.
func takesSignUps(e app.Event) bool {
	return len(e.SignUpMethods) > 0 || !e.SignUpFrom.IsZero() || !e.SignUpUntil.IsZero()
}

// whenWhere are the lines about the time and the places of an event.
func whenWhere(e app.Event) string { return lined((&plan{event: e}).whenAndWhere()) }

// signUpLines are the lines about signing up for an event; whom it is for stands
// elsewhere.
func signUpLines(e app.Event) string {
	points := slices.DeleteFunc((&plan{event: e}).signUp(), func(p paper.Point) bool { return p.Heading == "报名对象" || p.Heading == "联系方式" })
	text := lined(points)
	if contacts := strings.Join(wording.Contacts(e), "\n"); contacts != "" {
		text = strings.TrimSpace(text + "\n" + contacts)
	}
	return text
}

// countedOff writes items as lines with their numbers; one alone has none.
func countedOff(items []string) string {
	items = slices.DeleteFunc(slices.Clone(items), func(s string) bool { return wording.Unstopped(s) == "" })
	if len(items) == 1 {
		return wording.Stopped(items[0])
	}
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = typeset.Numbered(fmt.Sprintf("%d.", i+1), wording.Stopped(item))
	}
	return strings.Join(lines, "\n")
}
