public import Core

/// A walk-forward test as its page, its terminal and its files show it: what was chosen in each window, and what it made.
public struct WalkForwardReport: Hashable, Sendable {
    /// A metric by which parameters are chosen, or another objective beside it.
    public struct Goal: Hashable, Sendable {
        /// Its id in the catalogue.
        public var id: String
        /// Its name.
        public var label: String
        /// How it is printed.
        public var unit: FigureUnit
        /// Whether less is better.
        public var isLower: Bool

        /// A goal.
        public init(id: String, label: String, unit: FigureUnit, isLower: Bool) {
            (self.id, self.label, self.unit, self.isLower) = (id, label, unit, isLower)
        }
    }

    /// A window.
    public struct Window: Hashable, Sendable {
        /// Its number, from 1.
        public var number: Int
        /// What parameters were chosen on: decisions after the lower bound, up to and with the upper one.
        public var train: Range<Timestamp>
        /// What they then traded, in the same way.
        public var test: Range<Timestamp>
        /// How many trials the search had.
        public var trials: Int
        /// How many of them have no figures.
        public var failed: Int
        /// The chosen trial; `nil` where none has a figure, so that nothing traded.
        public var trial: Int?
        /// Why there is none.
        public var reason: String?
        /// Its values, a text for each axis; none without a trial.
        public var values: [String]
        /// Its figures of the goals on the training period; `nil` for those that there are not.
        public var inSample: [Double?]
        /// The figures of the goals on the test period.
        public var outOfSample: [Double?]
        /// What the account gained in the test period, as a fraction; `nil` where the run ended before.
        public var gain: Double?

        /// A window.
        public init(
            number: Int, train: Range<Timestamp>, test: Range<Timestamp>, trials: Int, failed: Int, trial: Int?,
            reason: String?, values: [String], inSample: [Double?], outOfSample: [Double?], gain: Double?
        ) {
            (self.number, self.train, self.test) = (number, train, test)
            (self.trials, self.failed, self.trial, self.reason) = (trials, failed, trial, reason)
            (self.values, self.inSample, self.outOfSample, self.gain) = (values, inSample, outOfSample, gain)
        }
    }

    /// The length of training windows: `3y`.
    public var train: String
    /// The length of test windows.
    public var test: String
    /// Whether every training window begins with the data.
    public var isAnchored: Bool
    /// How trials are chosen: `grid`.
    public var method: String
    /// The names of what is varied.
    public var axes: [String]
    /// What is to be best; the first chooses.
    public var goals: [Goal]
    /// The windows, in order of time.
    public var windows: [Window]
    /// Where the final test period begins, before which all windows end; `nil` where there is none.
    public var withheldFrom: String?

    /// A walk-forward test.
    public init(
        train: String, test: String, isAnchored: Bool, method: String, axes: [String], goals: [Goal], windows: [Window]
    ) {
        (self.train, self.test, self.isAnchored, self.method) = (train, test, isAnchored, method)
        (self.axes, self.goals, self.windows) = (axes, goals, windows)
    }

    /// How much of each goal was left out of sample.
    public var degradations: [WindowDegradation] {
        goals.indices.map { goal in
            WindowDegradation(
                windows.map { window in
                    (
                        goal < window.inSample.count ? window.inSample[goal] : nil,
                        goal < window.outOfSample.count ? window.outOfSample[goal] : nil
                    )
                }, isLower: goals[goal].isLower)
        }
    }

    /// How steady each parameter was.
    public var stabilities: [ParameterStability] {
        axes.indices.map { axis in
            ParameterStability(
                name: axes[axis],
                values: windows.map { $0.trial != nil && axis < $0.values.count ? $0.values[axis] : nil })
        }
    }

    /// In how many windows the account gained, of how many that were traded to their end or ruin.
    public var gains: (count: Int, of: Int) {
        let known = windows.compactMap(\.gain)
        return (known.count { $0 > 0 }, known.count)
    }

    /// How many windows were not traded, because no trial has a figure.
    public var flatCount: Int { windows.count { $0.trial == nil } }
}
