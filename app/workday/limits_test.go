package workday

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSumsAreWholeDays(t *testing.T) {
	zone := time.FixedZone("UTC+8", 8*60*60)
	from, to := time.Date(2026, 9, 24, 17, 30, 15, 7, zone), time.Date(2026, 10, 9, 8, 1, 2, 3, time.UTC)
	want := Sum{Date: time.Date(2026, 10, 9, 0, 0, 0, 0, zone), Days: 5}
	if got := Official().Between(from, to); !cmp.Equal(got, want) {
		t.Errorf("between: %+v", got)
	}
	if got := Official().Add(from, 5); !cmp.Equal(got, want) {
		t.Errorf("added: %+v", got)
	}
	same := Sum{Date: time.Date(2026, 9, 24, 0, 0, 0, 0, zone)}
	if got := Official().Between(from, time.Date(2026, 9, 24, 1, 0, 0, 0, zone)); !cmp.Equal(got, same) {
		t.Errorf("between hours of a day: %+v", got)
	}
	if got := Official().Add(from, 0); !cmp.Equal(got, same) {
		t.Errorf("nothing added: %+v", got)
	}
}

func TestEveryFormOfADate(t *testing.T) {
	want := []Day{{time.Date(2027, 3, 7, 0, 0, 0, 0, time.UTC), Off, "元旦"}}
	for _, line := range []string{
		"2027-03-07,放假,元旦", "2027-3-7,休,元旦", "2027/3/7,休假,元旦", "2027.03.7,假日,元旦", "2027年3月7日,节假日,元旦", "20270307,放假,元旦",
		" 2027-03-07 , 放假 , 元旦 ", `2027-03-07, "放假", "元旦"`,
	} {
		days, err := ReadSchedule(strings.NewReader(line))
		if err != nil || !cmp.Equal(days, want) {
			t.Errorf("%q: %v, %v", line, days, err)
		}
	}
	quoted, err := ReadSchedule(strings.NewReader(`2027-03-07,上班,元"旦`))
	if err != nil || !cmp.Equal(quoted, []Day{{want[0].Date, MakeUp, `元"旦`}}) {
		t.Errorf("a quotation mark within a name: %v, %v", quoted, err)
	}
	for _, date := range []string{"2027-13-01", "2027-00-10", "2027-12-32", "2027-02-29", "2027-04-31", "2027-01-00", "20271301", "2027年13月1日", "2027-3/7", "27-3-7", "2027-003-07"} {
		if days, err := ReadSchedule(strings.NewReader(date + ",放假")); err == nil || !strings.Contains(err.Error(), date) {
			t.Errorf("%s is read as %v, %v", date, days, err)
		}
	}
}

func TestTheLargestSchedule(t *testing.T) {
	const line, most = "2027-01-01,放假,元旦\n", 1 << 20
	if days, err := ReadSchedule(strings.NewReader(line + strings.Repeat("\n", most-len(line)))); err != nil || len(days) != 1 {
		t.Errorf("a file of just a megabyte: %v, %v", days, err)
	}
	_, err := ReadSchedule(strings.NewReader(line + strings.Repeat("\n", most-len(line)+1)))
	if err == nil || !strings.Contains(err.Error(), "文件太大") {
		t.Errorf("a byte more: %v", err)
	}
	broken := errors.New("broken")
	if days, err := ReadSchedule(iotest.ErrReader(broken)); !errors.Is(err, broken) || days != nil {
		t.Errorf("a file that cannot be read: %v, %v", days, err)
	}
}

func TestLinesAreCountedFromOne(t *testing.T) {
	_, err := ReadSchedule(strings.NewReader("2027-01-01,放假\n2027-01-02\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "第 2 行：") {
		t.Errorf("%v", err)
	}
	// A heading counts as such in the first line alone.
	_, err = ReadSchedule(strings.NewReader("2027-01-01,放假\n日期,类型\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "第 2 行：“日期”") {
		t.Errorf("%v", err)
	}
}

func TestKnownYearsInOrder(t *testing.T) {
	c := (&Calendar{}).With([]Day{{Date: day("2031-01-01"), Kind: Off}, {Date: day("2029-01-01"), Kind: Off}, {Date: day("2030-01-05"), Kind: MakeUp}})
	if got := c.Years(); !slices.Equal(got, []int{2029, 2030, 2031}) {
		t.Errorf("%v", got)
	}
	if got := c.Between(day("2031-06-01"), day("2028-06-01")).Missing; !slices.Equal(got, []int{2028}) {
		t.Errorf("missing going back: %v", got)
	}
	if got := c.Add(day("2031-12-31"), 1).Missing; !slices.Equal(got, []int{2032}) {
		t.Errorf("missing going on: %v", got)
	}
}
