package command

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"openday/app"
)

// choice is an option that takes one of a few words.
type choice[T ~string] struct {
	value *T
	of    []T
}

func (c choice[T]) String() string {
	if c.value == nil { // pflag asks a zero one
		return ""
	}
	return string(*c.value)
}

// Type is what stands for the value where the option is described.
func (c choice[T]) Type() string { return c.list("|") }

func (c choice[T]) list(between string) string {
	all := make([]string, len(c.of))
	for i, v := range c.of {
		all[i] = string(v)
	}
	return strings.Join(all, between)
}

// Set implements pflag.Value.
func (c choice[T]) Set(value string) error {
	for _, v := range c.of {
		if string(v) == value {
			*c.value = v
			return nil
		}
	}
	return errors.New(c.Type()) // flagError says it in the person's language
}

// oneOf makes an option of a vocabulary.
func oneOf[T ~string](list app.Vocabulary[T], value *T) pflag.Value {
	return choice[T]{value, codes(list)}
}

// codes are the codes of a vocabulary.
func codes[T ~string](list app.Vocabulary[T]) []T {
	all := make([]T, len(list))
	for i, w := range list {
		all[i] = w.Code
	}
	return all
}
