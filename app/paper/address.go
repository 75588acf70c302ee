package paper

import "openday/app"

// Address is how a letter addresses somebody.
type Address string

// The addresses. The values are those of the command line.
const (
	AddressGender  Address = "gender"
	AddressComrade Address = "comrade"
)

// Addresses are how a letter addresses somebody.
var Addresses = app.Vocabulary[Address]{
	{Code: AddressGender, Chinese: "先生/女士（按性别）", English: "Mr or Ms, by gender"},
	{Code: AddressComrade, Chinese: "同志", English: "Comrade"},
}

// Of returns the word behind the name of somebody of a gender.
func (a Address) Of(g app.Gender) string {
	switch {
	case a == AddressComrade:
		return "同志"
	case g == "male":
		return "先生"
	case g == "female":
		return "女士"
	}
	return "先生/女士"
}

// AddressOption is how a letter addresses people.
func AddressOption(p *Address) Option {
	return Option{Name: "address", Label: Both("称呼", "Address"), Usage: Both("函件的称呼", "how letters address people"), Value: WordValue(p, Addresses)}
}
