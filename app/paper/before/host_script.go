package before

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/wording"
)

// KindHostScript is what the host of an event says.
const KindHostScript paper.Kind = "host-script"

var hostScript = paper.Script{Kind: KindHostScript, Name: "主持词", Set: []func(*paper.Telling){setHostScript}}

var hostScriptPaper = paper.Definition{
	Kind: hostScript.Kind, Chinese: hostScript.Name, English: "Host's script",
	New: paper.Editable(hostScript.Write), Word: true, Paragraphs: hostScript.Paragraphs,
	Due: lastDayBefore, Concerns: paper.AboutAgenda, Needs: []paper.Need{paper.NeedAhead},
}

func setHostScript(t *paper.Telling) {
	e := t.Event
	setTitle(t, wording.Activity(e)+"主持词")
	t.Say("salutation", "称呼", "各位来宾，同志们：")
	t.Say("opening", "开场", hostOpening(t.Dossier))
	last := len(t.Agenda) - 1
	for i, a := range t.Agenda {
		heading := strings.TrimSpace(wording.Hours(a, e) + "　" + doing(a))
		begin := "接下来，"
		switch {
		case i == 0:
			begin = "首先，"
		case i == last:
			begin = "最后，"
		}
		t.Headed("agenda."+cmp.Or(a.ID, fmt.Sprint("#", i+1)), heading, begin+invites(a))
	}
	t.Say("closing", "结束语", "各位来宾，同志们！今天的活动到这里就结束了。"+hostThanks+"谢谢大家！")
}

// hostOpening greets the guests and says what they have come to.
func hostOpening(d app.Dossier) string {
	e := d.Event
	text := "大家好！欢迎参加" + wording.Activity(e) + "。"
	var clauses []string
	for _, clause := range []string{wording.Wrapped("由", wording.Holders(e), "举办"), wording.Wrapped("主题是", quotedIfAny(e.Theme), "")} {
		if clause != "" {
			clauses = append(clauses, clause)
		}
	}
	text += wording.Wrapped("今天的活动", strings.Join(clauses, "，"), "。")
	var kinds []string
	for _, q := range figures.Of(d, e.Start).Quotas {
		if q.Approved > 0 && q.Category != "" {
			kinds = append(kinds, q.Category)
		}
	}
	text += wording.Wrapped("参加今天活动的有", strings.Join(kinds, "、"), "。在此，向大家表示热烈的欢迎！")
	if len(d.Agenda) > 1 {
		text += fmt.Sprintf("活动共有%d项议程。", len(d.Agenda))
	}
	return text
}

// hostThanks says what becomes of what the guests said.
const hostThanks = "感谢大家的参与和支持。大家提出的意见建议，我们将认真研究办理，及时答复。"

// visiting are what people do at a place that they are led to.
var visiting = []string{"参观", "观摩", "考察", "体验", "察看", "查看", "了解", "走进", "观看"}

// invites asks the guests to an agenda item, or somebody to hold it.
func invites(a app.AgendaItem) string {
	content := wording.Unstopped(wording.OneSentence(paper.Discreet(a.Content)))
	place := outside(a.Place, content)
	to := wording.Wrapped("前往", place, "")
	by := wording.Unstopped(a.InCharge)
	switch {
	case a.Kind == app.KindAssembly:
		return "请大家" + wording.Wrapped("到", a.Place, "") + "集合，有序乘车。"
	case a.Kind == "visit" && content == "":
		return "请大家" + cmp.Or(wording.Wrapped("前往", a.Place, "参观"), "参观") + wording.Wrapped("，由", by, "讲解") + "。"
	case a.Kind == "visit":
		if to != "" && !slices.ContainsFunc(visiting, func(verb string) bool { return strings.HasPrefix(content, verb) }) {
			to += "，"
		}
		return "请大家" + to + content + wording.Wrapped("，由", by, "讲解") + "。"
	case a.Kind == "symposium":
		text := "请大家" + wording.Wrapped("到", a.Place, "") + "座谈交流" + wording.Wrapped("，由", by, "主持") + "。"
		if content != "" && content != "座谈" && content != "座谈交流" {
			text += "座谈内容为：" + content + "。"
		}
		return text + "请大家畅所欲言，提出宝贵意见建议。"
	case a.Kind == "report" && by != "":
		return "请" + by + wording.Wrapped("在", place, "") + cmp.Or(content, "介绍情况") + "。大家欢迎！"
	case a.Kind == "handout":
		return "请工作人员" + cmp.Or(content, "发放资料") + "。"
	case content == "":
		return "请大家" + wording.Wrapped("到", a.Place, "") + "参加" + strings.TrimPrefix(app.AgendaKinds.Chinese(a.Kind), "其他") + "活动" + wording.Wrapped("，由", by, "负责") + "。"
	}
	return "请大家参加下一项活动：" + content + wording.Wrapped("，地点为", place, "") + wording.Wrapped("，由", by, "负责") + "。"
}
