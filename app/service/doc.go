// Package service is the use cases of the open day. Each is one unit of work over a
// store (app.Store): it reads, checks the rules of package app, and writes inside one
// update, or reads inside one view. What has a label can be undone. A [Service]
// announces what has changed to those who listen.
package service
