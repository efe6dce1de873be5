import Simulation

extension ModelConfiguration {
    /// What is wrong where the config sets parameters that nothing reads, each at its key.
    ///
    /// - Parameters:
    ///   - idle: Those that no choice reads.
    ///   - choices: The values of all parameters, for each choice that a training has.
    func faults(
        of idle: [ParameterUse], in choices: [[(name: String, value: ParameterValue)]]
    ) -> [ConfigError.Problem] {
        let entries = (section["parameters"]?.entries ?? []) + (section["select.parameters"]?.entries ?? [])
        return idle.flatMap { use in
            var found: [String] = []
            for values in choices {
                guard let value = values.last(where: { $0.name == use.other })?.value.description else { continue }
                if !found.contains(value) { found.append(value) }
            }
            return entries.filter { $0.key.text == use.name }.map { entry in
                ConfigError.Problem(
                    entry.key.place,
                    "'\(use.name)' does nothing with \(use.other): \(found.joined(separator: " or ")); it is for "
                        + "\(use.other): \(use.values)")
            }
        }
    }
}
