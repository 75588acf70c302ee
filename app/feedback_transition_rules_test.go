package app

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"openday/app/words"
)

func TestTransitionsAreSound(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	said := func(kind TransitionKind, keys ...string) {
		for _, key := range keys {
			if _, there := catalogue[key]; !there && key != "" {
				t.Errorf("%s: %q has no Chinese words", kind, key)
			}
		}
	}
	seen := map[TransitionKind]bool{}
	for _, rule := range TransitionRules {
		if seen[rule.Kind] || !TransitionKinds.Has(rule.Kind) {
			t.Errorf("%s stands twice, or is no kind of step", rule.Kind)
		}
		seen[rule.Kind] = true
		for _, s := range append(slices.Clone(rule.From), FeedbackState(cmp.Or(string(rule.To), string(FeedbackRecorded)))) {
			if !FeedbackStates.Has(s) {
				t.Errorf("%s: %q is no state", rule.Kind, s)
			}
		}
		asked := map[string]bool{stepDay: true}
		for _, a := range rule.Asks {
			asked[a.Name] = true
			stepFields.Named(a.Name)
			said(rule.Kind, a.LabelKey(), a.Required)
			if a.LabelKey() == "" {
				t.Errorf("%s: %s has no label", rule.Kind, a.Name)
			}
		}
		for _, set := range rule.Sets {
			if !asked[set.From] {
				t.Errorf("%s is set by %s from %s, which it does not ask for", set.Field, rule.Kind, set.From)
			}
			from := reflect.TypeOf(stepFields.Named(set.From).Place(new(takenStep)))
			if field, there := FeedbackFields.Find(set.Field); there && reflect.TypeOf(field.Place(new(Feedback))) != from {
				t.Errorf("%s: %s cannot be set from %s", rule.Kind, set.Field, set.From)
			} else if !there && set.Field != FieldAsked {
				t.Errorf("%s sets %s, which is no field", rule.Kind, set.Field)
			}
			if slices.Contains(rule.Clears, set.Field) {
				t.Errorf("%s both fills in and empties %s", rule.Kind, set.Field)
			}
		}
		for _, name := range rule.Clears {
			FeedbackFields.Named(name)
		}
		if rule.Limit != nil {
			said(rule.Kind, rule.Limit.Passed)
		}
	}
	// What no rule is for is written by Merge, Split, TakenBack, the recording and the form.
	for _, k := range TransitionKinds {
		others := []TransitionKind{TransitionRecord, TransitionMerge, TransitionSplit, TransitionCorrect, TransitionTakeBack}
		if seen[k.Code] == slices.Contains(others, k.Code) {
			t.Errorf("%s has a rule: %v", k.Code, seen[k.Code])
		}
	}
	if len(stepFields) != reflect.TypeFor[Step]().NumField() { // but for the kind, and with the day
		t.Error("a field of Step is missing among stepFields")
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	assigned, late, nobodys := filled(FeedbackAssigned), filled(FeedbackAssigned), filled(FeedbackAnswered)
	late.AssignedOn, late.DueDate = Date(2022, 11, 11), Date(2022, 11, 22)
	nobodys.Department = ""
	for name, c := range map[string]struct {
		f    Feedback
		kind TransitionKind
		want string
	}{
		"start":               {assigned, TransitionStart, ""},
		"finish":              {assigned, TransitionFinish, "Result! Grade!"},
		"return":              {assigned, TransitionReturn, "Note!"},
		"return too late":     {late, TransitionReturn, "Note! Overrule!"},
		"ask too late":        {late, TransitionAsk, "DueDate! Note!"},
		"extend too late":     {late, TransitionExtend, "DueDate! Overrule!"},
		"reply":               {filled(FeedbackDone), TransitionReply, "RepliedOn! ReplyChannel Adoption! AdoptionReason Note"},
		"reopen":              {filled(FeedbackDone), TransitionReopen, "Note! DueDate"},
		"reopen what is left": {nobodys, TransitionReopen, "Note!"},
	} {
		var got []string
		for _, a := range usualRules().Asks(c.f, c.kind, now) {
			if a.Obligatory() {
				a.Name += "!"
			}
			got = append(got, a.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s asks for %q, want %q", name, got, c.want)
		}
	}
}

// An opinion that was assigned, merged and answered on the spot with another one
// goes back to its department when it is reopened by itself.
func TestWhatWasAnsweredWithAnotherGoesBackToItsDepartment(t *testing.T) {
	f := filled(FeedbackAnswered)
	f.DueDate = Date(2022, 11, 22)
	got, wrong := f.Apply(Step{Kind: TransitionReopen, Note: "再次反映"}, usualRules(), "m", "甲", now)
	if len(wrong) > 0 || got.State != FeedbackInProgress || got.Department != "城管办" || !got.DueDate.Equal(Date(2022, 12, 7)) {
		t.Errorf("%s with %s until %s, problems %v", got.State, got.Department, ISODate(got.DueDate), wrong)
	}
}

// The steps in the handling of an opinion: each with the states from which it is
// taken, where it leads, what is filled in (in brackets what may be left out),
// and until when it can be taken.
func ExampleTransition() {
	for _, row := range TransitionRows() {
		fmt.Println(strings.Join(row, " | "))
	}
	// Output:
	// 交办 | 登记 | 交办 | 承办单位、办理时限（协办单位、责任人、联系电话） | 不限
	// 即时解答 | 登记 | 即时解答 | 答复内容 | 不限
	// 开始办理 | 交办 | 办理中 | — | 不限
	// 办结 | 交办、办理中 | 已办结 | 办理结果、结果类别 | 不限
	// 催办 | 交办、办理中 | 不变 | （备注） | 不限
	// 申请延期 | 交办、办理中 | 不变 | 办理时限、原因 | 办理时限当天
	// 同意延期 | 交办、办理中 | 不变 | 办理时限、原因 | 办理时限当天；已申请的不限
	// 不同意延期 | 交办、办理中 | 不变 | 原因 | 不限
	// 退回 | 交办、办理中 | 登记 | 原因 | 退回期限内
	// 答复 | 已办结 | 已答复 | 答复日期、是否采纳（答复方式、未采纳理由、答复内容） | 不限
	// 回访 | 即时解答、已答复 | 已回访；答不满意的同「重新办理」 | 满意度（备注） | 不限
	// 重新办理 | 即时解答、已办结、已答复、已回访 | 办理中；没有承办单位的为登记 | 原因（办理时限） | 不限
	// 取消合并 | 已合并 | 不变 | （备注） | 不限
}

// What the guide says of the steps.
func TestTheRowsOfTheGuide(t *testing.T) {
	want := []string{
		"交办 | 登记 | 交办 | 承办单位、办理时限（协办单位、责任人、联系电话） | 不限",
		"即时解答 | 登记 | 即时解答 | 答复内容 | 不限",
		"开始办理 | 交办 | 办理中 | — | 不限",
		"办结 | 交办、办理中 | 已办结 | 办理结果、结果类别 | 不限",
		"催办 | 交办、办理中 | 不变 | （备注） | 不限",
		"申请延期 | 交办、办理中 | 不变 | 办理时限、原因 | 办理时限当天",
		"同意延期 | 交办、办理中 | 不变 | 办理时限、原因 | 办理时限当天；已申请的不限",
		"不同意延期 | 交办、办理中 | 不变 | 原因 | 不限",
		"退回 | 交办、办理中 | 登记 | 原因 | 退回期限内",
		"答复 | 已办结 | 已答复 | 答复日期、是否采纳（答复方式、未采纳理由、答复内容） | 不限",
		"回访 | 即时解答、已答复 | 已回访；答不满意的同「重新办理」 | 满意度（备注） | 不限",
		"重新办理 | 即时解答、已办结、已答复、已回访 | 办理中；没有承办单位的为登记 | 原因（办理时限） | 不限",
		"取消合并 | 已合并 | 不变 | （备注） | 不限",
	}
	var got []string
	for _, row := range TransitionRows() {
		got = append(got, strings.Join(row, " | "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the guide says\n%s", strings.Join(got, "\n"))
	}
}
