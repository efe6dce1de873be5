import Core

/// Takes typed values out of a validated tree: what its declaration promises is there.
struct ConfigReader {
    let root: ConfigValue

    /// The text of a key that always has one.
    func text(_ path: String) -> String { promised(path, root[path]?.text) }
    /// The number of a key that always has one.
    func number(_ path: String) -> Double { promised(path, root[path]?.number) }
    /// The whole number of a key that always has one.
    func whole(_ path: String) -> Int { promised(path, root[path]?.whole) }
    /// The flag of a key that always has one.
    func flag(_ path: String) -> Bool { promised(path, root[path]?.flag) }

    /// The choice of a key that always has one.
    func choice<Choice: RawRepresentable>(_ path: String, as type: Choice.Type = Choice.self) -> Choice
    where Choice.RawValue == String {
        promised(path, Choice(rawValue: text(path)))
    }

    /// The choice of a key that may be absent.
    func optionalChoice<Choice: RawRepresentable>(_ path: String, as type: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        root[path]?.text.flatMap { Choice(rawValue: $0) }
    }

    private func promised<Value>(_ path: String, _ value: Value?) -> Value {
        guard let value else { preconditionFailure("the declaration of '\(path)' promises a value of another type") }
        return value
    }
}
