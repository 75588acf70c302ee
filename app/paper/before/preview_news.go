package before

import (
	"strings"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/wording"
)

// KindPreviewNews is the news text before an event.
const KindPreviewNews paper.Kind = "preview-news"

var previewNews = paper.Script{Kind: KindPreviewNews, Name: "活动预告", Public: true, Set: []func(*paper.Telling){setPreviewNews}}

var previewNewsPaper = paper.Definition{
	Kind: previewNews.Kind, Chinese: previewNews.Name, English: "Preview for the news",
	New: paper.Editable(previewNews.Write), Word: true, Public: previewNews.Public, Paragraphs: previewNews.Paragraphs,
	Due: lastDayBefore, Concerns: concernsGuests, Needs: needsOfGuests,
}

func setPreviewNews(t *paper.Telling) {
	e := t.Event
	setTitle(t, wording.Activity(e)+"预告")
	signUp, contacts := "", ""
	if takesSignUps(e) {
		signUp = wording.SignUpTime(e) + wording.Wrapped("报名方式：", howToSignUp(e), "。")
	}
	if ways := wording.Contacts(e); len(ways) > 0 {
		contacts = "如需了解详情，请与我们联系。\n" + strings.Join(ways, "\n")
	}
	t.News(
		paper.NewsParagraph{Key: "opening", Name: "导语", Text: previewOpening(e)},
		paper.NewsParagraph{Key: "sign-up", Name: "报名方式", Text: signUp},
		paper.NewsParagraph{Key: "course", Name: "活动内容", Text: briefly(t.Agenda)},
		paper.NewsParagraph{Key: "audience", Name: "参加对象", Text: whoIsMeant(e)},
		paper.NewsParagraph{Key: "contacts", Name: "咨询方式", Text: contacts},
	)
	t.Signature(wording.Issuer(e), app.ShortDate(t.At))
}

// howToSignUp are the ways to sign up for an event within a sentence.
func howToSignUp(e app.Event) string {
	var ways []string
	for _, way := range e.SignUpMethods {
		if way = wording.Unstopped(way); way != "" {
			ways = append(ways, way)
		}
	}
	if all(ways, brief) {
		return strings.Join(ways, "、")
	}
	return wording.Unstopped(wording.Enumerated(ways))
}

// previewOpening says who holds an event, when, where and about what.
func previewOpening(e app.Event) string {
	who, what := wording.Holders(e), wording.HeldBy(e)
	text := ""
	switch {
	case e.TimeWords != "":
		text = who + planned(e.TimeWords) + "举办" + what
	case e.Start.IsZero():
		text = who + "拟举办" + what
	case who == "":
		text = what + "将于" + wording.TimeSpan(e.Start, e.End) + "举办"
	default:
		text = who + "将于" + wording.TimeSpan(e.Start, e.End) + "举办" + what
	}
	text += wording.Wrapped("，活动主题为", quotedIfAny(e.Theme), "") + "。"
	switch {
	case len(e.Sites) == 1:
		text += "活动地点为" + e.Sites[0] + "。"
	case len(e.Sites) > 1:
		text += "参加人员将先后走进" + strings.Join(e.Sites, "、") + "。"
	}
	if e.StreamURL != "" && (e.Form == "online" || e.Form == "both") {
		text += "观看直播请打开：" + e.StreamURL + " 。"
	}
	return text
}
