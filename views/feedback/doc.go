// Package feedback is the tab of the opinions (意见建议): their list and form, the
// steps of handling (办理), what is to be urged (催办), figures, the questionnaire, and
// the departments.
package feedback
