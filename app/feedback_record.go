package app

import "openday/app/hanzi"

// usualQuestions are what questionnaires of open days ask.
var usualQuestions = []string{"活动组织安排", "参观路线与内容", "讲解与介绍", "意见建议的听取与回应", "总体评价"}

// UsualQuestions returns the questions that a new questionnaire begins with.
func UsualQuestions() []Question {
	all := make([]Question, len(usualQuestions))
	for i, text := range usualQuestions {
		all[i].Text = text
	}
	return all
}

// Answers returns how many answered the question.
func (q Question) Answers() int { return q.Satisfied + q.Basically + q.Not }

// SatisfiedRate returns the share of those satisfied or basically satisfied, zero
// where nobody answered.
func (q Question) SatisfiedRate() Share {
	if q.Answers() == 0 {
		return Share{}
	}
	return Share{q.Satisfied + q.Basically, q.Answers()}
}

// TidiedQuestions returns the questions without those of which nothing is filled
// in, and what is wrong with the others.
func TidiedQuestions(all []Question) ([]Question, []FieldProblem) {
	var p Problems
	var kept []Question
	for _, q := range all {
		q.Text = hanzi.CleanLine(q.Text)
		if q == (Question{}) {
			continue
		}
		field := Indexed("Questions", len(kept))
		if q.Text == "" {
			p.Add(field+"Text", "Write down the question.")
		}
		for _, wrong := range QuestionFields.Limits(nil, &q) {
			p = append(p, FieldProblem{field + wrong.Field, wrong.Message})
		}
		kept = append(kept, q)
	}
	return kept, p
}
