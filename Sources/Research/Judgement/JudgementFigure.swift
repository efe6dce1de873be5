/// One figure of a judgement, with what it means.
public struct JudgementFigure: Sendable, Hashable {
    /// What a figure is measured in.
    public enum Unit: String, Sendable {
        /// A probability or p-value, from 0 to 1.
        case probability
        /// A fraction of something.
        case fraction
        /// A Sharpe ratio a year.
        case ratio
        /// A plain number.
        case number
        /// A number of things.
        case count
        /// A number of trials.
        case trials
        /// A number of sessions.
        case sessions
        /// A number of years.
        case years
    }

    /// What a figure is about.
    public enum Group: String, Sendable, CaseIterable {
        /// How many trials there were.
        case trials
        /// The chosen trial's Sharpe ratio.
        case sharpe
        /// Choosing on one part of the sessions and trading the other.
        case overfitting
        /// Comparing with resamples in which no trial has skill.
        case superiority
        /// Its positions at other times.
        case timing
        /// The chosen point among its neighbours.
        case plateau

        /// As a heading.
        public var title: String {
            switch self {
            case .trials: "How many were tried"
            case .sharpe: "The Sharpe ratio of the judged trial"
            case .overfitting: "Overfitting, by cross-validation"
            case .superiority: "Superiority over zero, by resampling"
            case .timing: "The timing of its positions, by permutation"
            case .plateau: "The neighbourhood of the judged trial"
            }
        }
    }

    /// Its key in documents.
    public let id: String
    /// What it is about.
    public let group: Group
    /// Its name.
    public let title: String
    /// The figure; `nil` where there is none.
    public let value: Double?
    /// What it is measured in.
    public let unit: Unit
    /// Why there is none.
    public let reason: String?
    /// What it means.
    public let definition: String

    init(
        _ id: String, _ group: Group, _ title: String, _ value: Double?, _ unit: Unit, reason: String = "",
        _ definition: String
    ) {
        let isKnown = value?.isFinite == true
        (self.id, self.group, self.title, self.unit, self.definition) = (id, group, title, unit, definition)
        self.value = isKnown ? value : nil
        self.reason = isKnown ? nil : reason
    }
}
