/// Stops the program with a message when a condition that must always hold does not: a bug of ours, never bad input.
///
/// Unlike `precondition`, it prints `message` in release builds too.
@inlinable
public func invariant(
    _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
    line: UInt = #line
) {
    if !condition() { invariantFailed(message(), file: file, line: line) }
}

/// Prints the message of a broken invariant and stops the program.
@usableFromInline
@inline(never)
func invariantFailed(_ message: String, file: StaticString, line: UInt) -> Never {
    fatalError("invariant broken: \(message)", file: file, line: line)
}
