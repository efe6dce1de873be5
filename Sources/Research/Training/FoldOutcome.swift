import Foundation

/// What one fold of a training gave: enough to report it and to go on without fitting it again.
public struct FoldOutcome: Codable, Sendable, Equatable {
    /// A forecast of a sample that the fold's model had not seen.
    public struct Forecast: Codable, Sendable, Equatable {
        /// The instrument's place in the data.
        public var instrument: Int
        /// The last row of the window, within the instrument.
        public var row: Int
        /// When it was decided, nanoseconds UTC.
        public var start: Int64
        /// When its label ended.
        public var end: Int64
        /// The forecast.
        public var value: Double
        /// What came true.
        public var label: Double
    }

    /// A stretch of time with how many samples lie in it.
    public struct Stretch: Codable, Sendable, Equatable {
        /// When its first sample was decided.
        public var from: Int64
        /// When its last one was.
        public var through: Int64
        /// How many samples there are.
        public var count: Int
    }

    /// What a feature is worth to the fold's model.
    public struct Importance: Codable, Sendable, Equatable {
        /// The feature.
        public var feature: String
        /// By how much the score falls when its values are exchanged among samples, on average.
        public var drop: Double
        /// The standard deviation of that over the repeats.
        public var spread: Double
    }

    /// The losses of an epoch.
    public struct Epoch: Codable, Sendable, Equatable {
        /// In training.
        public var training: Double
        /// On the held-out part of the training period; `nil` without one.
        public var validation: Double?
    }

    /// Its number, from 0; walking forward that of the training in a run, so that `data.from` may leave out the first ones.
    public var number: Int
    /// Learnt from, a stretch for each block.
    public var training: [Stretch]
    /// Left out because labels reach into the tested samples.
    public var purged: [Stretch]
    /// Left out after the tested samples.
    public var embargoed: [Stretch]
    /// Forecast.
    public var test: [Stretch]
    /// The forecasts, in order of time.
    public var forecasts: [Forecast]
    /// The forecasts of each baseline, by its name, in the same order.
    public var baselines: [String: [Double]]
    /// The losses of models that learn in epochs; the last fit's, where there were several.
    public var epochs: [Epoch]
    /// What each feature is worth; empty where it was not looked at.
    public var importance: [Importance]
    /// Why the fold has no forecasts; `nil` where it has.
    public var failure: String?
    /// What the model tells about its fit, such as what it chose.
    public var note: String?
    /// How long the fit took.
    public var seconds: Double
}
