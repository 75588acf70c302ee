// Package app is the open day itself: its entities, its rules and its use
// cases. It declares the store that it needs and knows neither window, nor SQL,
// nor PDF. All wall-clock times are in Zone; a zero time means "not given".
package app
