internal import LinearAlgebra

extension LearningError {
    /// Runs `body`, and says its error as one of learning.
    static func wrapping<Value: ~Copyable>(
        _ body: () throws(LinearAlgebraError) -> Value
    ) throws(LearningError) -> Value {
        do throws(LinearAlgebraError) { return try body() } catch { throw .algebra(error) }
    }
}
