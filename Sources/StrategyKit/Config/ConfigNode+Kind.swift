extension ConfigNode {
    /// Stops with a config that says what is collected, where one of a run is wanted.
    func refuseCollecting(file: String) throws(ConfigError) {
        guard let key = entries?.first(where: { $0.key.text == "collect" })?.key else { return }
        throw .invalid([
            .init(
                key.place,
                "found 'collect', expected a config of a run: this one says what prices are collected, which is done by "
                    + "`backtest data collect \(ConfigNode.argument(file))`; a run reads them by 'data', and `backtest new` "
                    + "writes a config to start from")
        ])
    }

    /// Stops with a config of a run, where one that says what is collected is wanted.
    func refuseStudy(file: String) throws(ConfigError) {
        let shared = ConfigKeys.collecting.map(\.path)
        let own = Set(ConfigKeys.all.map(\.path).filter { !$0.contains(".") && !shared.contains($0) })
        guard let key = entries?.first(where: { own.contains($0.key.text) })?.key else { return }
        throw .invalid([
            .init(
                key.place,
                "found '\(key.text)', expected 'collect': this is a config of a run, which is done by "
                    + "`backtest run \(ConfigNode.argument(file))`; `backtest data collect --example` prints one to collect "
                    + "prices by")
        ])
    }

    /// Stops where a secret stands in a config of what is collected, before anything shows it.
    func refuseSecretsOfCollecting() throws(ConfigError) {
        guard let section = self["collect"] else { return }
        var found: [(place: SourcePlace, name: String)] = []
        if let key = section["key"], key.scalar != nil, !key.isNull { found.append((key.place, "collect.key")) }
        for entry in section["headers"]?.entries ?? [] where entry.value.scalar != nil && !entry.value.isNull {
            found.append((entry.value.place, "collect.headers.\(entry.key.text)"))
        }
        guard found.isEmpty else {
            throw .invalid(
                found.map { place, name in
                    let plain = name == "collect.key" ? "" : ", or { text: … } for what is no secret"
                    return .init(
                        place,
                        "'\(name)' must say where its value is found, because configs are kept and shown: { env: VARIABLE } or "
                            + "{ file: PATH }\(plain)")
                })
        }
        try section["to"]?.refuseSecrets(of: "influxdb", shown: "collect.to")
    }

    /// A file as a command line names it.
    private static func argument(_ file: String) -> String { file == "<stdin>" ? "-" : file }
}
