package system

import (
	"os/user"

	"github.com/jeandeaual/go-locale"

	"openday/app/words"
)

// Language returns the language of the system, Chinese where it is unknown.
func Language() words.Language {
	name, err := locale.GetLocale()
	if err != nil {
		return words.Chinese
	}
	return words.OfLocale(name)
}

// UserName names the person at the desk: by their full name where the system
// knows it, else by the name that they sign in with.
func UserName() string {
	u, err := user.Current()
	switch {
	case err != nil:
		return ""
	case u.Name != "":
		return u.Name
	}
	return u.Username
}
