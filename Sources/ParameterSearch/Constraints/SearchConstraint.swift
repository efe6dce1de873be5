/// A condition between parameters that every point of a search meets.
///
///     fast < slow
///     slow >= 2 * fast + 10
///     fast < slow and stop < 3 or not trailing
///     side == 'long' or fast > 20
///
/// `not` binds closest, then `and`, then `or`; `+ - * / %` and brackets are as in arithmetic, `%` takes the sign of the
/// number before it. A parameter of words compares by `==` and `!=` with a quoted word or another parameter of words; one
/// that is only ever `true` or `false` stands for itself. A comparison with what is not a number does not hold, nor does
/// one with a quotient by zero but as infinity compares. A parameter that the search leaves alone stands for its value.
///
/// - Verified by: `ConstraintTests`.
public struct SearchConstraint: Sendable, Hashable {
    /// As it was written.
    public let text: String
    /// In postfix order.
    let instructions: [ConstraintInstruction]
    /// How many numbers wait at most.
    let depth: Int

    /// Reads a constraint between axes, and parameters of fixed values.
    init(_ text: String, axes: [SearchAxis], words: [String: Double], fixed: [String: Double]) throws(SearchError) {
        var parser = try ConstraintParser(text, axes: axes, words: words, fixed: fixed)
        try parser.parse()
        self.text = text
        instructions = parser.instructions
        depth = parser.greatestDepth
    }

    /// Whether it holds for the numbers of a point's values.
    func isMet(_ operands: UnsafeBufferPointer<Double>) -> Bool {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: depth) { stack in
            var top = -1
            for instruction in instructions {
                switch instruction {
                case .constant(let value):
                    top += 1
                    stack[top] = value
                case .axis(let place):
                    top += 1
                    stack[top] = operands[place]
                case .negative: stack[top] = -stack[top]
                case .not: stack[top] = stack[top] == 0 ? 1 : 0
                case .binary(let operation):
                    top -= 1
                    stack[top] = operation.result(stack[top], stack[top + 1])
                }
            }
            return stack[0] != 0
        }
    }
}
