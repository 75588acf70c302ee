package app

import (
	"slices"
	"time"

	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
)

// Person is somebody who was invited at least once. A person is kept once and
// invited many times.
type Person struct {
	ID       string
	Name     string // 姓名, required; stored without padding
	Gender   Gender // 性别
	IDNumber string // 身份证号 or another paper's number; encrypted in the store
	Phone    string // 联系电话

	BornOn  time.Time // a day, where no ID number tells it
	Reading string    // pinyin in syllables, where the name reads otherwise than the dictionary has it

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// Gender is a person's gender as the ID number has it.
type Gender string

// Genders are the genders.
var Genders = Vocabulary[Gender]{
	{"male", "男", "Male"},
	{"female", "女", "Female"},
}

// Invitee is a person's part in one event. Unit and post belong to the part: a
// person comes for one unit this year and for another the next.
type Invitee struct {
	ID       string
	EventID  string
	Position int // order of entry
	Person   Person

	Unit       string     // 单位
	Post       string     // 职务
	Category   string     // 类别
	Channel    string     // 报名渠道
	Vetting    Vetting    // 审核状态
	Reason     string     // why declined or overruled
	Attendance Attendance // 出席情况; empty = not entered yet
	SignedInAt time.Time  // 签到时间
	Note       string     // 备注

	// What follows is not in the activity workbook.

	DecidedOn    time.Time    // the day of the result of vetting
	RepliedOn    time.Time    // the day on which the result was told to the applicant
	Overruled    string       // why the invitee was approved against the event's rules
	Confirmation Confirmation // whether the invitee said that they come
	Substitute   string       // who came in the invitee's place
	WalkIn       bool         // 临时参加: put on the list on the day itself

	CreatedAt time.Time
	UpdatedAt time.Time

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// PersonFields are the fields of a person.
var PersonFields = Fields[Person]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(p *Person) any { return &p.ID }},
	{FieldInfo{Go: "Name", Name: "name", Chinese: "姓名", Label: "Name", Kind: KindName, Required: "Give the name.", Max: longestName, Synonyms: []string{
		"名字", "人员姓名", "人员名字", "代表姓名", "嘉宾姓名", "嘉宾", "参加人", "参加人员", "参加人姓名", "参会人", "参会人员", "参会人姓名", "参会人员姓名", "参加人员姓名", "邀请对象", "邀请人员", "邀请对象姓名", "被邀请人", "受邀人", "受邀人员", "受邀人姓名", "报名人", "报名人员", "报名人姓名", "报名者", "申请人", "申请人姓名", "人员", "人员名单", "名单", "真实姓名", "本人姓名", "name", "fullname",
	}}, func(p *Person) any { return &p.Name }},
	{FieldInfo{Go: "Gender", Name: "gender", Chinese: "性别", Label: "Gender", Kind: KindChoice, Choices: Genders, Synonyms: []string{
		"男/女", "男女", "gender", "sex",
	}}, func(p *Person) any { return &p.Gender }},
	{FieldInfo{Go: "IDNumber", Name: "id_number", Chinese: "身份证号", Label: "ID number", Kind: KindIDNumber, Max: LongestID, Synonyms: []string{
		"身份证", "身份证号码", "身份号码", "身份证编号", "身份证件号", "身份证件号码", "证件号码", "证件号", "证件编号", "有效证件号", "有效证件号码", "公民身份号码", "公民身份证号", "公民身份证号码", "居民身份证", "居民身份证号", "居民身份证号码", "本人身份证号", "本人身份证号码", "身份证/护照号", "idnumber", "idcard", "id号",
	}}, func(p *Person) any { return &p.IDNumber }},
	{FieldInfo{Go: "Phone", Name: "phone", Chinese: "联系电话", Label: "Telephone", Kind: KindPhone, Max: longestPhone, Synonyms: []string{
		"手机", "电话", "手机号", "手机号码", "电话号码", "联系方式", "联系号码", "联系手机", "移动电话", "手机/电话", "电话/手机", "联系人电话", "本人电话", "本人手机", "本人联系电话", "固定电话", "办公电话", "联系电话/手机", "手机电话", "phone", "mobile", "tel", "telephone", "phonenumber",
	}}, func(p *Person) any { return &p.Phone }},
	{FieldInfo{Go: "BornOn", Name: "born_on", Chinese: "出生日期", Label: "Born on", Kind: KindDate, Synonyms: []string{
		"出生年月", "出生年月日", "生日", "出生", "出生时间", "dateofbirth", "birthday", "born",
	}}, func(p *Person) any { return &p.BornOn }},
	{FieldInfo{Go: "Reading", Name: "reading", Chinese: "姓名读音", Label: "Reading of the name", Kind: KindReading, Max: longestReading, Synonyms: []string{
		"读音", "拼音", "姓名拼音", "拼音姓名", "名字读音", "汉语拼音", "姓名拼写", "pinyin", "reading", "pronunciation",
	}}, func(p *Person) any { return &p.Reading }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(p *Person) any { return &p.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(p *Person) any { return &p.Extra }},
}

// InviteeFields are the fields of a person's part in an event.
var InviteeFields = Fields[Invitee]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.EventID }},
	{FieldInfo{Go: "Position", Name: "position", ByProgram: true, Label: "Order", Kind: KindNumber, Max: mostPosition, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Position }},
	{FieldInfo{Go: "Person", Name: "person_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Person.ID }},
	{FieldInfo{Go: "Unit", Name: "unit", Chinese: "单位", Label: "Unit", Kind: KindText, Max: longestUnit, Synonyms: []string{
		"工作单位", "所在单位", "单位名称", "所属单位", "就职单位", "任职单位", "供职单位", "工作单位名称", "所在单位名称", "单位/社区", "社区", "所在社区", "所属社区", "村", "村/社区", "村社区", "工作单位及职务", "单位及职务", "单位职务", "工作单位/学校", "单位或住址", "单位或社区", "公司", "企业名称", "学校", "unit", "company", "organisation", "organization",
	}}, func(i *Invitee) any { return &i.Unit }},
	{FieldInfo{Go: "Post", Name: "post", Chinese: "职务", Label: "Post|at work", Kind: KindText, Max: longestUnit, Synonyms: []string{
		"职位", "岗位", "职称", "职务/职称", "职务职称", "职务或职称", "现任职务", "担任职务", "职业", "position", "post", "title",
	}}, func(i *Invitee) any { return &i.Post }},
	{FieldInfo{Go: "Category", Name: "category", Chinese: "类别", Label: "Category", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps, Synonyms: []string{
		"类型", "人员类别", "人员类型", "对象类别", "对象类型", "代表类别", "代表类型", "代表身份", "邀请类别", "邀请对象类别", "邀请对象类型", "身份类别", "身份类型", "人员身份", "身份", "所属类别", "群体", "category", "type",
	}}, func(i *Invitee) any { return &i.Category }},
	{FieldInfo{Go: "Channel", Name: "channel", Chinese: "报名渠道", Label: "Signed up by", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps, Synonyms: []string{
		"报名方式", "报名途径", "报名来源", "渠道", "推荐方式", "产生方式", "channel",
	}}, func(i *Invitee) any { return &i.Channel }},
	{FieldInfo{Go: "Vetting", Name: "vetting", Chinese: "审核状态", Label: "Vetting", Kind: KindChoice, Required: "This is not one of the results of vetting.", Choices: Vettings, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Vetting }},
	{FieldInfo{Go: "Reason", Name: "reason", Chinese: "审核说明", Label: "Reason", Kind: KindProse, Max: longestText}, func(i *Invitee) any { return &i.Reason }},
	{FieldInfo{Go: "Overruled", Name: "overruled", Label: "Approved although", Kind: KindProse, Max: longestText}, func(i *Invitee) any { return &i.Overruled }},
	{FieldInfo{Go: "Confirmation", Name: "confirmation", Label: "Confirmation", Kind: KindChoice, Choices: Confirmations, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Confirmation }},
	{FieldInfo{Go: "Note", Name: "note", Chinese: "备注", Label: "Note", Kind: KindProse, Max: longestText, Synonyms: []string{
		"备注说明", "说明", "其他", "其它", "其他说明", "note", "notes", "remark", "remarks",
	}}, func(i *Invitee) any { return &i.Note }},
	{FieldInfo{Go: "Attendance", Name: "attendance", Chinese: "出席情况", Label: "Attendance", Kind: KindChoice, Choices: Attendances, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Attendance }},
	{FieldInfo{Go: "Substitute", Name: "substitute", Label: "Substitute", Kind: KindText, Max: longestUnit}, func(i *Invitee) any { return &i.Substitute }},
	{FieldInfo{Go: "SignedInAt", Name: "signed_in_at", Chinese: "签到时间", Label: "Signed in at", Kind: KindMoment, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.SignedInAt }},
	{FieldInfo{Go: "DecidedOn", Name: "decided_on", Label: "Decided on", Kind: KindDate, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.DecidedOn }},
	{FieldInfo{Go: "RepliedOn", Name: "replied_on", Label: "Replied on", Kind: KindDate, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.RepliedOn }},
	{FieldInfo{Go: "WalkIn", Name: "walk_in", Label: "Walk-in", Kind: KindYesNo, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.WalkIn }},
	{FieldInfo{Go: "CreatedAt", Name: "created_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.CreatedAt }},
	{FieldInfo{Go: "UpdatedAt", Name: "updated_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.UpdatedAt }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(i *Invitee) any { return &i.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(i *Invitee) any { return &i.Extra }},
}

// Vetting is what became of an application.
type Vetting string

// The results of vetting.
const (
	VettingPending  Vetting = "pending"
	VettingApproved Vetting = "approved"
	VettingDeclined Vetting = "declined"
	VettingWaiting  Vetting = "waiting"
)

// Vettings are the results of vetting.
var Vettings = Vocabulary[Vetting]{
	{VettingPending, "待审", "Pending"},
	{VettingApproved, "通过", "Approved"},
	{VettingDeclined, "不通过", "Declined"},
	{VettingWaiting, "候补", "Waiting list"},
}

// Confirmation is whether an approved invitee said that they come; empty = not heard of.
type Confirmation string

// The kinds of confirmation.
const (
	Confirmed Confirmation = "yes"
	Withdrew  Confirmation = "no"
)

// Confirmations are the kinds of confirmation.
var Confirmations = Vocabulary[Confirmation]{
	{Confirmed, "确认参加", "Confirmed"},
	{Withdrew, "不能参加", "Cannot come"},
}

// Attendance is whether an invitee came.
type Attendance string

// The kinds of attendance. The empty one says that nothing is entered yet.
const (
	AttendanceCame       Attendance = "came"
	AttendanceExcused    Attendance = "excused"
	AttendanceAbsent     Attendance = "absent"
	AttendanceSubstitute Attendance = "substitute"
)

// Attendances are the kinds of attendance.
var Attendances = Vocabulary[Attendance]{
	{AttendanceCame, "已到", "Came"},
	{AttendanceExcused, "请假", "Excused"},
	{AttendanceAbsent, "缺席", "Absent"},
	{AttendanceSubstitute, "替代", "Substitute"},
}

// IsThere reports whether the invitee's seat was taken: by themselves or by a substitute.
func (a Attendance) IsThere() bool { return a == AttendanceCame || a == AttendanceSubstitute }

// The channels of sign-up that the program itself knows by name.
const (
	ChannelMail      = "电子邮件"
	ChannelOnTheSpot = "现场报名"
	ChannelNominated = "组织推荐"
)

// SignUpChannels are the usual ways of signing up; others may be written.
var SignUpChannels = []string{"电话报名", ChannelMail, "微信报名", ChannelOnTheSpot, "个人自荐", ChannelNominated}

// Validate returns what keeps the invitee from being saved. What merely speaks
// against somebody, such as age or a wrong check digit, is for Doubts.
func (i Invitee) Validate() []FieldProblem {
	return append(GuestFields.Limits(nil, &i), i.Person.broken()...)
}

// ValidateChange implements Changeable.
func (i Invitee) ValidateChange(stored Invitee) []FieldProblem {
	return append(GuestFields.Limits(&stored, &i), i.Person.broken()...)
}

// Validate returns what keeps the person from being saved.
func (p Person) Validate() []FieldProblem {
	return append(PersonFields.Limits(nil, &p), p.broken()...)
}

// ValidateChange implements Changeable.
func (p Person) ValidateChange(stored Person) []FieldProblem {
	return append(PersonFields.Limits(&stored, &p), p.broken()...)
}

// broken returns the rules that the person breaks whatever is stored of them.
func (p Person) broken() []FieldProblem {
	var found Problems
	if p.ID == PurgedPersonID {
		if p.Revision, p.Extra = 0, ""; p != PurgedPerson {
			found.Add("Name", "This entry stands for people whose data was deleted; it cannot be anybody.")
		}
	}
	return found
}

// Doubts returns what speaks against the invitee under the event's own rules, and
// what looks wrong with the ID number. Doubts warn and name the rule; they keep
// nothing from being saved. The fields are those of Validate.
func (i Invitee) Doubts(e Event) []FieldProblem {
	var doubts Problems
	for _, o := range i.Objections(e) {
		doubts = append(doubts, o.FieldProblem)
	}
	p := i.Person
	if card := idcard.Parse(p.IDNumber); !card.Born.IsZero() && !p.BornOn.IsZero() && ISODate(card.Born) != ISODate(p.BornOn) {
		doubts.Add("BornOn", "The ID number tells another date of birth; it is the one that counts.")
	}
	for _, d := range phone.Parse(p.Phone).Doubts {
		doubts.Add("Phone", words.T(string(d)))
	}
	if !e.Start.IsZero() && p.BornOn.After(e.Start) {
		doubts.Add("BornOn", "This day is after the event.")
	}
	if p.Reading != "" && !hanzi.Reads(p.Name, p.Reading) {
		doubts.Add("Reading", "A reading is written in pinyin, a syllable for each character and a space between: shan xiong. This one is not used for the order of names.")
	}
	return doubts
}

// Decide gives an invitee a result of vetting on a day. What belonged to another
// result goes: the answer told, why it was so.
func (i *Invitee) Decide(result Vetting, today time.Time) {
	if i.Vetting == result {
		return
	}
	i.Vetting = result
	i.DecidedOn, i.RepliedOn = DayOf(today), time.Time{}
	if result != VettingDeclined {
		i.Reason = ""
	}
	if result != VettingApproved {
		i.Overruled, i.Confirmation = "", ""
	}
	if result == VettingPending {
		i.DecidedOn = time.Time{}
	}
}

// HasPlace reports whether the invitee holds one of the places.
func (i Invitee) HasPlace() bool {
	return i.Vetting == VettingApproved && i.Confirmation != Withdrew && i.Attendance != AttendanceAbsent && i.Attendance != AttendanceExcused
}

// OwesReply reports whether the applicant waits to be told the result of vetting.
func (i Invitee) OwesReply() bool {
	return !i.WalkIn && i.Vetting != VettingPending && !i.DecidedOn.IsZero() && i.RepliedOn.IsZero()
}

// PinyinKey returns a text that sorts people by the pinyin of their names, read as
// the person reads it where that is known.
func (p Person) PinyinKey() string { return hanzi.PinyinKeyOf(p.Name, p.Reading) }

// SearchKey returns the text to look in for the person's name and its reading.
func (p Person) SearchKey() string {
	key := hanzi.SearchKey(p.Name)
	if p.Reading != "" {
		key += " " + hanzi.SearchReading(p.Reading)
	}
	return key
}

// Born returns the day of birth, from the ID number where it tells; zero where
// nothing does.
func (p Person) Born() time.Time {
	if born := idcard.Parse(p.IDNumber).Born; !born.IsZero() {
		return born
	}
	return p.BornOn
}

// ToldByID returns what a sound ID number of a resident tells of gender and date of
// birth; nothing where there is none, or it looks wrong.
func (p Person) ToldByID() (Gender, time.Time) {
	card := idcard.Parse(p.IDNumber)
	wrong := slices.ContainsFunc(card.Doubts, func(d idcard.Doubt) bool { return d != idcard.Converted })
	if card.Kind != idcard.Resident || wrong || card.Born.IsZero() {
		return "", time.Time{}
	}
	gender, _ := Genders.Parse(string(card.Gender))
	return gender, Date(card.Born.Year(), card.Born.Month(), card.Born.Day())
}

// CompletedByID returns the person with the gender and the date of birth that the ID
// number tells, where they are not given. What is given stays, and is doubted where
// it differs.
func (p Person) CompletedByID() Person {
	gender, born := p.ToldByID()
	if p.Gender == "" {
		p.Gender = gender
	}
	if p.BornOn.IsZero() {
		p.BornOn = born
	}
	return p
}

// MaskedIDNumber is the ID number as it may be shown: 110***********002X.
func (p Person) MaskedIDNumber() string { return idcard.Mask(p.IDNumber) }

// PersonFilter chooses people of the library.
type PersonFilter struct {
	IDs   []string // nil = all
	Text  string   // looked for in name, its pinyin and initials, and in the units and posts that they were invited with; a number in the telephones: a whole one, its first three or its last four digits
	After Person   // those who stand behind this one in the order; zero = from the first on
	Limit int      // at most so many; 0 = all
}

// InviteeFilter chooses invitees of one event. Zero fields choose all.
type InviteeFilter struct {
	EventID    string
	IDs        []string // nil = all
	PersonIDs  []string // nil = all
	Text       string   // looked for in name, its pinyin and initials, unit and post; a number in the telephones, as in PersonFilter
	Category   string
	Vetting    Vetting
	Attendance Attendance
}

// Attend enters an attendance, and what belongs to another one goes.
func (i *Invitee) Attend(a Attendance, substitute string) {
	i.Attendance, i.Substitute = a, ""
	if a == AttendanceSubstitute {
		i.Substitute = hanzi.CleanName(substitute)
	}
	if !a.IsThere() {
		i.SignedInAt = time.Time{}
	}
}

// Completed returns p as the known person that it is, with what is known of them
// where p says nothing.
func (p Person) Completed(known Person) Person {
	for _, f := range PersonFields {
		if to := f.Place(&p); f.Go == "ID" || f.Go == "Revision" || isEmpty(to) {
			PutInto(to, f.Place(&known))
		}
	}
	return p
}
