/// An indicator that takes one set of input values a bar and gives one set of outputs.
///
/// A conformer must pass: updated bar by bar it gives, bit for bit, the columns of `IndicatorDeclaration.columns`, and
/// the first `n` outputs do not change when more bars follow (S75).
public protocol StreamingIndicator {
    /// Takes the values of the next bar.
    ///
    /// - Parameters:
    ///   - inputs: One value for each of the declaration's inputs. Shape `[inputs]`.
    ///   - outputs: Where to write one value for each of the declaration's outputs; `nan` while not defined. Shape
    ///     `[outputs]`.
    mutating func update(_ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>)
}

/// One indicator as users know it: its name in rules, inputs, parameters, outputs, formula and source.
///
/// The one place from which the rules language, `backtest list indicators`, validation and the tests take them.
public struct IndicatorDeclaration: Sendable {
    /// What an indicator reads from each bar.
    public enum Input: String, Sendable {
        /// Any expression, written as an argument: `sma(close, 20)`.
        case series
        /// The bar's open, taken by itself: `atr(14)`.
        case open
        /// The bar's high, taken by itself.
        case high
        /// The bar's low, taken by itself.
        case low
        /// The bar's close, taken by itself.
        case close
        /// The bar's volume, taken by itself.
        case volume
        /// 1 on the first bar of a session, else 0, taken by itself (for VWAP).
        case sessionStart
    }

    /// A number that the user may set.
    public struct Parameter: Sendable {
        /// Its name, for help and messages.
        public let name: String
        /// Its value where none is given.
        public let defaultValue: Double
        /// What is allowed.
        public let range: ClosedRange<Double>
        /// Whether it must be a whole number.
        public let isInteger: Bool

        /// A parameter.
        public init(_ name: String, default defaultValue: Double, range: ClosedRange<Double>, isInteger: Bool = true) {
            self.name = name
            self.defaultValue = defaultValue
            self.range = range
            self.isInteger = isInteger
        }
    }

    /// The name in rules: `sma`.
    public let name: String
    /// The field's name for it: `Simple moving average`.
    public let title: String
    /// The formula in a line.
    public let formula: String
    /// Where the formula comes from.
    public let source: String
    /// What it reads, `series` inputs first.
    public let inputs: [Input]
    /// Its numbers, in the order of arguments.
    public let parameters: [Parameter]
    /// The names of its outputs; the first is meant where none is named.
    public let outputs: [String]
    /// The first row at which the first output is defined, from the values of the parameters, for inputs defined from
    /// row 0.
    public let firstDefined: @Sendable (_ parameters: [Double]) -> Int
    /// A new indicator in its starting state, from the values of the parameters, which lie in their ranges.
    public let make: @Sendable (_ parameters: [Double]) -> any StreamingIndicator
    /// The whole columns of all outputs from whole columns of all inputs.
    ///
    /// Shapes: inputs `[inputs][n]`, result `[outputs][n]`.
    public let columns: @Sendable (_ parameters: [Double], _ inputs: [[Double]]) -> [[Double]]

    /// A declaration.
    public init(
        name: String, title: String, formula: String, source: String, inputs: [Input], parameters: [Parameter],
        outputs: [String] = ["value"], firstDefined: @escaping @Sendable ([Double]) -> Int,
        make: @escaping @Sendable ([Double]) -> any StreamingIndicator,
        columns: @escaping @Sendable ([Double], [[Double]]) -> [[Double]]
    ) {
        self.name = name
        self.title = title
        self.formula = formula
        self.source = source
        self.inputs = inputs
        self.parameters = parameters
        self.outputs = outputs
        self.firstDefined = firstDefined
        self.make = make
        self.columns = columns
    }
}
