public import ArgumentParser
public import StrategyKit

/// What the command line says of the windows, over what the config says.
struct WalkForwardLengths: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long parameters are chosen on: 3y, 6mo, 26w, 90d, \"250 sessions\", 500.", valueName: "length"))
    var train: PeriodLength?

    @Option(help: ArgumentHelp("How long what was chosen trades.", valueName: "length"))
    var test: PeriodLength?

    @Flag(
        inversion: .prefixedNo,
        help: "Let every training window begin with the data, instead of rolling on; as the config says where absent.")
    var anchored: Bool?

    /// The lengths that hold; `nil` where one of them is not known.
    func apply(to stated: WalkForwardConfiguration?) -> WalkForwardConfiguration? {
        guard let train = train ?? stated?.train, let test = test ?? stated?.test else { return nil }
        return WalkForwardConfiguration(
            train: train, test: test, isAnchored: anchored ?? stated?.isAnchored ?? false)
    }

    /// The words that say the same again.
    var words: [String] {
        (train.map { ["--train", $0.description] } ?? []) + (test.map { ["--test", $0.description] } ?? [])
            + (anchored.map { [$0 ? "--anchored" : "--no-anchored"] } ?? [])
    }
}

extension PeriodLength: ExpressibleByArgument {
    /// Reads a length as a config has it.
    public init?(argument: String) { self.init(argument) }
}
