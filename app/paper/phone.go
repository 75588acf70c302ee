package paper

import (
	"openday/app"
	"openday/app/phone"
)

// PhoneStyle is how telephone numbers are shown.
type PhoneStyle string

// The styles of telephone numbers. The values are those of the command line.
const (
	PhoneMasked PhoneStyle = "masked"
	PhoneFull   PhoneStyle = "full"
	PhoneNone   PhoneStyle = "none"
)

// PhoneStyles are the styles of telephone numbers.
var PhoneStyles = app.Vocabulary[PhoneStyle]{
	{Code: PhoneMasked, Chinese: "隐去中间四位", English: "Middle hidden"},
	{Code: PhoneFull, Chinese: "完整显示", English: "In full"},
	{Code: PhoneNone, Chinese: "不显示", English: "Not shown"},
}

// PhoneOption is how telephone numbers are shown on a paper.
func PhoneOption(p *PhoneStyle) Option {
	return Option{Name: "phone", Label: Both("联系电话", "Telephone numbers"), Usage: Both("联系电话", "telephone numbers"), Value: WordValue(p, PhoneStyles)}
}

// Shown returns a telephone number as the style shows it.
func (s PhoneStyle) Shown(number string) string {
	switch s {
	case PhoneFull:
		return number
	case PhoneMasked:
		return phone.Mask(number)
	default:
		return ""
	}
}
