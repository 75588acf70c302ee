package app

// Topic is what a change is about.
type Topic string

// The topics of changes.
const (
	TopicEvents   Topic = "events"
	TopicInvitees Topic = "invitees"
	TopicAgenda   Topic = "agenda"
	TopicFeedback Topic = "feedback"
	TopicSettings Topic = "settings"
	// TopicUnreadable is about what of the data file cannot be read.
	TopicUnreadable Topic = "unreadable"
)

// TopicPhotos is the topic of changes of an event's photos.
const TopicPhotos Topic = "photos"

// TopicHistory is the topic of changes of what can be undone and redone.
const TopicHistory Topic = "history"

// Change says that something is no longer as it was. Those who show it fetch it anew.
type Change struct {
	Topic   Topic
	EventID string // empty where it is about no single event
}
