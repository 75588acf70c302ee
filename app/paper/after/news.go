package after

import (
	"fmt"
	"strings"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindNews is the news text after an event.
const KindNews paper.Kind = "news"

var news = paper.Script{Kind: KindNews, Name: "信息简报", Public: true, Set: []func(*paper.Telling){setNews}}

var newsPaper = paper.Definition{
	Kind: news.Kind, Chinese: news.Name, English: "News text",
	New: paper.Editable(news.Write), Word: true, Public: news.Public, Paragraphs: news.Paragraphs,
	Lacks: notHeld, Concerns: unlessTold, Needs: []paper.Need{paper.NeedIssuer, paper.NeedPast},
}

func notHeld(d app.Dossier, at time.Time) error {
	if hasCome(d.Event, at) {
		return nil
	}
	return app.Errorf(app.CodeInvalid, nil, "The event has not taken place yet. The paper “%s” tells of it beforehand.", "活动预告")
}

// hasCome reports whether the day of an event has come.
func hasCome(e app.Event, at time.Time) bool {
	return !e.Start.IsZero() && !app.DayOf(at).Before(app.DayOf(e.Start))
}

func setNews(t *paper.Telling) {
	e := t.Event
	f := figures.Of(t.Dossier, t.At)
	title := wording.Activity(e) + "举办"
	if who := e.Organiser; who != "" {
		title = who + "举办" + wording.HeldBy(e)
	}
	if title = t.Said("title", "标题", title); title != "" {
		t.Title(wording.Title(t, title, e, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage()))
	}
	t.News(
		paper.NewsParagraph{Key: "opening", Name: "导语", Text: newsOpening(e, f)},
		paper.NewsParagraph{Key: "opinions", Name: "意见建议", Text: newsOpinions(f)},
		paper.NewsParagraph{Key: "course", Name: "活动经过", Text: newsCourse(t.Dossier)},
		paper.NewsParagraph{Key: "effects", Name: "活动成效"}, // only a person can write it
		paper.NewsParagraph{Key: "channels", Name: "公开情况", Text: wording.Wrapped("活动情况通过", strings.Join(e.Channels, "、"), "公布。")},
	)
	t.Signature(wording.Issuer(e), app.ShortDate(t.At))
}

// newsOpening says when who held an event, what it was about and who came.
func newsOpening(e app.Event, f figures.Figures) string {
	text := wording.Days(e) + "，"
	if who := wording.Holders(e); who != "" {
		text += who + "举办了" + wording.HeldBy(e)
	} else {
		text += wording.HeldBy(e) + "举办"
	}
	text += wording.Wrapped("，主题为", quotedIfAny(e.Theme), "") + "。"
	came := f.Came + f.WalkIns
	var kinds []string
	for _, q := range f.Quotas {
		if q.Came+q.WalkIns > 0 && q.Category != "" {
			kinds = append(kinds, q.Category)
		}
	}
	switch {
	case came > 0 && len(kinds) > 0:
		text += fmt.Sprintf("%s等共%d人参加活动。", strings.Join(kinds, "、"), came)
	case came > 0:
		text += fmt.Sprintf("共%d人参加活动。", came)
	}
	return text
}

func quotedIfAny(text string) string {
	if wording.Unstopped(text) == "" {
		return ""
	}
	return wording.Quoted(text)
}

// newsCourse tells of the agenda in a few sentences.
func newsCourse(d app.Dossier) string {
	e := d.Event
	text := ""
	if len(e.Sites) > 1 {
		text = "参加人员先后走进" + strings.Join(e.Sites, "、") + "。"
	} else if len(e.Sites) == 1 {
		text = "活动在" + e.Sites[0] + "举行。"
	}
	switch names := paper.ItemNames(d.Agenda); len(names) {
	case 0:
	case 1:
		text += "活动安排了" + names[0] + "。"
	default:
		text += "活动先后安排了" + strings.Join(names[:len(names)-1], "、") + "和" + names[len(names)-1] + "。"
	}
	return text
}

// newsOpinions says what was said and how far it has come.
func newsOpinions(f figures.Figures) string {
	if f.Opinions == 0 {
		return ""
	}
	text := fmt.Sprintf("活动共收集意见建议%d条", f.Opinions)
	if f.Handled == f.Opinions {
		text += "，均已办结"
	} else if f.Handled > 0 {
		text += fmt.Sprintf("，已办结%d条，其余正在办理", f.Handled)
	} else {
		text += "，正在办理"
	}
	return text + "。"
}
