// Package system is what the program has of the system that it runs on: a folder
// for its own files and a log there, the console that a command was typed into, a
// message where there is no window, and who is at the desk in which language.
package system
