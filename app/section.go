package app

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Section is one section of a paper, such as the plan, as the office wants it.
type Section struct {
	Key     SectionKey // which generated section; empty: it is the office's own
	Heading string     // empty: that of the generated one
	Text    string     // empty: generated
	Hidden  bool       // it is not printed
}

// SectionKey names a generated section.
type SectionKey string

// The generated parts of a plan.
const (
	SectionTitle        SectionKey = "title"   // of the plan, with the breaks between its lines
	SectionOpening      SectionKey = "opening" // without a heading
	SectionPrinciple    SectionKey = "principle"
	SectionAims         SectionKey = "aims"
	SectionTheme        SectionKey = "theme"
	SectionWhenWhere    SectionKey = "when_where"
	SectionAudience     SectionKey = "audience"
	SectionCourse       SectionKey = "course"
	SectionOrganisers   SectionKey = "organisers"
	SectionSignUp       SectionKey = "sign_up"
	SectionNotices      SectionKey = "notices"
	SectionChannels     SectionKey = "channels"
	SectionRequirements SectionKey = "requirements"
	SectionFiling       SectionKey = "filing"
	SectionTime         SectionKey = "time"
	SectionPlace        SectionKey = "place"
	SectionAssembly     SectionKey = "assembly"
	SectionForm         SectionKey = "form"
	SectionSteps        SectionKey = "steps" // the agenda in prose
	SectionContacts     SectionKey = "contacts"
)

// SectionKeys are the generated parts of a plan, those that a plan usually has first
// and in their usual order. Their Chinese names are the usual headings.
var SectionKeys = Vocabulary[SectionKey]{
	{SectionTitle, "标题", "Title"},
	{SectionOpening, "开头", "Opening"},
	{SectionPrinciple, "指导思想", "Guiding principle"},
	{SectionAims, "活动目标", "Aims"},
	{SectionTheme, "活动主题", "Theme"},
	{SectionWhenWhere, "活动时间和地点", "Time and places"},
	{SectionAudience, "邀请对象", "Who is invited"},
	{SectionCourse, "活动议程", "Agenda"},
	{SectionOrganisers, "组织机构", "Leading group"},
	{SectionSignUp, "报名和审核", "Sign-up and vetting"},
	{SectionNotices, "注意事项", "Notices"},
	{SectionChannels, "宣传报道", "Publicity"},
	{SectionRequirements, "工作要求", "Requirements"},
	{SectionFiling, "方案报备", "Filing of the plan"},
	{SectionTime, "活动时间", "Time"},
	{SectionPlace, "活动地点", "Places"},
	{SectionAssembly, "集合地点", "Assembly"},
	{SectionForm, "活动形式", "Form"},
	{SectionSteps, "活动安排", "Agenda in prose"},
	{SectionContacts, "联系方式", "Contact"},
}

// Outline is what sections a kind of paper is made of.
type Outline struct {
	Keys    Vocabulary[SectionKey] // the generated ones, the usual ones first and in their usual order
	Setting string                 // the key of the setting with the office's pattern
	usual   int                    // how many of the keys the paper has where nothing else is said
}

// PlanOutline is that of the plan.
var PlanOutline = Outline{Keys: SectionKeys, Setting: "plan.sections", usual: 14}

// Usual returns the sections of the paper where the office says nothing else.
func (o Outline) Usual() []Section {
	all := make([]Section, o.usual)
	for i := range all {
		all[i].Key = o.Keys[i].Code
	}
	return all
}

// Of returns the sections of the paper as the office has them, in their order, also
// those that are not shown; none stand for the usual ones.
func (o Outline) Of(all []Section) []Section {
	if len(all) == 0 {
		return o.Usual()
	}
	return all
}

// Called returns the heading of a section.
func (o Outline) Called(s Section) string { return cmp.Or(s.Heading, o.Keys.Chinese(s.Key)) }

// SectionFields are the fields of a section.
var SectionFields = Fields[Section]{
	{FieldInfo{Go: "Key", Name: "key", Chinese: "自动内容", Label: "Generated|section", Kind: KindChoice, Choices: SectionKeys, Purge: PurgeKeeps}, func(s *Section) any { return &s.Key }},
	{FieldInfo{Go: "Heading", Name: "heading", Chinese: "标题", Label: "Heading", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(s *Section) any { return &s.Heading }},
	{FieldInfo{Go: "Text", Name: "text", Chinese: "正文", Label: "Text|of a section", Kind: KindProse, Max: longestProse, Purge: PurgeMasks}, func(s *Section) any { return &s.Text }},
	{FieldInfo{Go: "Hidden", Name: "hidden", Chinese: "是否显示", Label: "not shown", Kind: KindYesNo, Purge: PurgeKeeps}, func(s *Section) any { return &s.Hidden }},
}

// annexMark begins the heading of what follows the plan.
const annexMark = "附件"

// IsAnnex reports whether the section is an annex (附件), which follows the plan on a page
// of its own.
func (s Section) IsAnnex() bool { return strings.HasPrefix(s.Heading, annexMark) }

// SectionNamed returns the generated section of the plan that a key names, as the event
// has it.
func (e Event) SectionNamed(key SectionKey) Section {
	for _, s := range e.Sections {
		if s.Key == key {
			return s
		}
	}
	return Section{Key: key}
}

// brokenSections returns what is wrong with sections by themselves.
func brokenSections(all []Section) []FieldProblem {
	var p Problems
	seen := map[SectionKey]bool{}
	for i, s := range all {
		switch {
		case s.Key == "" && strings.TrimSpace(s.Heading) == "":
			p.Add(Indexed("Sections", i)+"Heading", "Give the section a heading.")
		case s.Key == "" && strings.TrimSpace(s.Text) == "":
			p.Add(Indexed("Sections", i)+"Text", "Write the text of the section “%s”.", s.Heading)
		case s.Key != "" && seen[s.Key]:
			p.Add(Indexed("Sections", i)+"Key", "The section “%s” stands here twice.", SectionKeys.Chinese(s.Key))
		}
		seen[s.Key] = true
	}
	return p
}

// ParsePattern reads a pattern as the setting keeps it; none where it is not sound.
func (o Outline) ParsePattern(text string) []Section {
	var all []Section
	if json.Unmarshal([]byte(text), &all) != nil || len(brokenSections(all)) > 0 || len(all) > mostLines {
		return nil
	}
	for i, s := range all {
		known := s.Key == "" || o.Keys.Has(s.Key)
		beyond := slices.ContainsFunc(SectionFields.Limits(nil, &all[i]), func(p FieldProblem) bool { return p.Field != "Key" })
		if !known || beyond {
			return nil
		}
	}
	return all
}

// PatternOf returns the sections as a pattern for other events: without the texts of
// generated sections, which are of one event.
func PatternOf(all []Section) []Section {
	pattern := slices.Clone(all)
	for i := range pattern {
		if pattern[i].Key != "" {
			pattern[i].Text = ""
		}
	}
	return pattern
}

// Tidied returns sections as they are stored: none where they are the usual ones, and
// no heading where it is the usual one.
func (o Outline) Tidied(all []Section) []Section {
	tidy := slices.Clone(all)
	for i := range tidy {
		SectionFields.tidy(&tidy[i])
		if tidy[i].Heading == o.Keys.Chinese(tidy[i].Key) {
			tidy[i].Heading = ""
		}
	}
	if slices.Equal(tidy, o.Usual()) {
		return nil
	}
	return OrNil(tidy)
}
