package command_test

import (
	"slices"
	"strings"
	"testing"

	"openday/app/check"
	"openday/app/command"
)

func TestCheckListsOneFindingALine(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	lines := strings.Split(strings.TrimSuffix(d.done("check", "--event", id), "\n"), "\n")
	var weights []check.Weight
	for _, line := range lines {
		name, message, ok := strings.Cut(line, "\t")
		weight, known := check.Weights.Parse(name)
		if !ok || !known || message == "" {
			t.Errorf("%q is no finding", line)
		}
		weights = append(weights, weight)
	}
	if !slices.IsSortedFunc(weights, func(a, b check.Weight) int { return check.Weights.Index(a) - check.Weights.Index(b) }) {
		t.Errorf("not by weight: %q", lines)
	}
	// The sample is of 2022, still a draft, and has overdue opinions.
	for _, want := range []string{"补录\t往期期限未标为完成 6 项", "提示\t活动已结束，状态仍是“筹备”。", "补录\t意见“公墓班车清明期间能否加密”"} {
		if !strings.Contains(strings.Join(lines, "\n"), want) {
			t.Errorf("%q is missing in %q", want, lines)
		}
	}
}

func TestCheckIsUsedWrongly(t *testing.T) {
	d := newDesk(t)
	d.add("plan1-civil-affairs.xlsx")
	for _, args := range [][]string{{"check"}, {"check", "--event", "no-such"}, {"check", "--event", "x", "more"}} {
		if r := d.run(args...); r.status != command.Wrong || r.out != "" || r.err == "" {
			t.Errorf("%q: status %d, said %q and %q", args, r.status, r.out, r.err)
		}
	}
}

// New Year's Day of a year without a schedule is no working day: who went by it would
// file a day late.
func TestFilingBeforeAYearWithoutASchedule(t *testing.T) {
	d := newDesk(t)
	id := strings.TrimSuffix(d.done("import", "testdata/year-end.xlsx"), "\n")
	findings := d.done("check", "--event", id)
	if !strings.Contains(findings, "2026年12月28日") || strings.Contains(findings, "2026年12月29日") || !strings.Contains(findings, "2027") {
		t.Errorf("%s", findings)
	}
}
