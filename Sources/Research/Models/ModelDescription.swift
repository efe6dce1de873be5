/// What a model file says of its model besides the numbers: how it came about and what it must be given.
public struct ModelDescription: Codable, Sendable, Equatable {
    /// A feature that the model is given, in the order of the columns.
    public struct Feature: Codable, Sendable, Equatable {
        /// The name of its column.
        public var name: String
        /// The expression that it is computed by.
        public var expression: String
        /// How it is put in relation to the other instruments of the same time, such as a rank; `nil` for not at all.
        public var across: String?

        /// A feature.
        public init(name: String, expression: String, across: String? = nil) {
            self.name = name
            self.expression = expression
            self.across = across
        }
    }

    /// What the model predicts.
    public struct Label: Codable, Sendable, Equatable {
        /// The kind of label, as the config names it.
        public var kind: String
        /// How many rows ahead it ends.
        public var horizon: Int

        /// A label.
        public init(kind: String, horizon: Int) {
            self.kind = kind
            self.horizon = horizon
        }
    }

    /// What the model was fitted on.
    public struct Training: Codable, Sendable, Equatable {
        /// The decision time of the first sample, ISO 8601 in UTC.
        public var from: String
        /// The decision time of the last sample, ISO 8601 in UTC.
        public var through: String
        /// How many samples there were.
        public var samples: Int
        /// The instruments by their symbols.
        public var instruments: [String]

        /// A training.
        public init(from: String, through: String, samples: Int, instruments: [String]) {
            self.from = from
            self.through = through
            self.samples = samples
            self.instruments = instruments
        }
    }

    /// SHA-256 of what the model is a function of, as hexadecimal digits.
    public struct Hashes: Codable, Sendable, Equatable {
        /// Of the parsed data.
        public var data: String
        /// Of the config.
        public var config: String

        /// Hashes.
        public init(data: String, config: String) {
            self.data = data
            self.config = config
        }
    }

    /// The model's name.
    public var name: String
    /// The kind of model, as the config names it.
    public var kind: String
    /// The model's parameters, as texts by their names.
    public var parameters: [String: String]
    /// The features, in the order of the columns.
    public var features: [Feature]
    /// How many rows a window has.
    public var window: Int
    /// The transforms before the model, outermost first, as the config names them.
    public var transforms: [String]
    /// What is predicted.
    public var label: Label
    /// Whether predictions are probabilities of the upper class.
    public var predictsProbability: Bool
    /// The seed of the fit.
    public var seed: UInt64
    /// What it was fitted on.
    public var training: Training
    /// Of what it is a function.
    public var hashes: Hashes
    /// The version of the program that fitted it.
    public var version: String
    /// The canonical YAML text of the config that it was fitted by.
    public var config: String

    /// A description.
    public init(
        name: String, kind: String, parameters: [String: String] = [:], features: [Feature], window: Int,
        transforms: [String] = [], label: Label, predictsProbability: Bool = false, seed: UInt64, training: Training,
        hashes: Hashes, version: String = Version.current, config: String
    ) {
        self.name = name
        self.kind = kind
        self.parameters = parameters
        self.features = features
        self.window = window
        self.transforms = transforms
        self.label = label
        self.predictsProbability = predictsProbability
        self.seed = seed
        self.training = training
        self.hashes = hashes
        self.version = version
        self.config = config
    }
}
