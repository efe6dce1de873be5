public import Core

/// Why histories cannot be made.
public enum HistoryError: Error, Hashable, CustomStringConvertible {
    /// An instrument has too few bars for the parameters of a model.
    case tooFewBars(symbol: String, found: Int, needed: Int)
    /// A price is not above zero, so that it has no logarithm.
    case notPositive(symbol: String, price: Price, at: Timestamp)
    /// The closes of an instrument do not vary.
    case constant(symbol: String)
    /// A parameter is unknown or cannot have its value, in a whole sentence.
    case parameter(name: String, problem: String)
    /// A mean block is longer than the sessions that there are.
    case blockTooLong(length: Double, sessions: Int)
    /// There is nothing that could be drawn from, in a whole sentence.
    case nothingToDraw(String)

    /// What was found, what is needed and the remedy.
    public var description: String {
        switch self {
        case .tooFewBars(let symbol, let found, let needed):
            "\(symbol) has \(found) bars, and a model of its returns needs \(needed): take a longer period, or the "
                + "generator block-bootstrap"
        case .notPositive(let symbol, let price, let instant):
            "\(symbol) has the price \(price.shortestText) at \(instant), and models of log returns need prices above zero: "
                + "take the generator block-bootstrap, which moves such prices by differences"
        case .constant(let symbol):
            "the closes of \(symbol) do not vary, so that there are no returns to fit a model to: leave it out of the data"
        case .parameter(let name, let problem): "parameter \(name): \(problem)"
        case .blockTooLong(let length, let sessions):
            "\(HistoryError.tooLong(length, sessions)); make length smaller"
        case .nothingToDraw(let text): text
        }
    }

    /// What is wrong with a block that is too long, without a remedy.
    public static func tooLong(_ length: Double, _ sessions: Int) -> String {
        "the mean block is \(length.shortestText) sessions, and there are \(sessions) to draw from"
    }
}
