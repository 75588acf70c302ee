package paper

// SummaryOptions are the choices for a summary report.
type SummaryOptions struct {
	Annexes bool `json:"annexes"` // list of people, agenda and ledger after the report
}

// DefaultSummaryOptions are the choices before anybody has chosen.
func DefaultSummaryOptions() SummaryOptions { return SummaryOptions{Annexes: true} }
