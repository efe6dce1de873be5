import Core

/// Random numbers of a seed for tests.
struct SeededGenerator: RandomNumberGenerator {
    private var stream: RandomStream

    init(_ seed: UInt64) { stream = RandomStream(seed: seed, name: "tests of the parameter search") }

    mutating func next() -> UInt64 { stream.next() }
}
