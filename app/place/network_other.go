//go:build !windows && !linux && !darwin

package place

// onNetwork is not known here.
func onNetwork(string) bool { return false }
