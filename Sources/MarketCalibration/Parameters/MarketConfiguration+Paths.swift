internal import Core
public import MarketSimulator

extension MarketConfiguration {
    /// All parameters that have a path, in the order of sections and groups.
    public var calibrationPaths: [CalibrationPath] {
        var paths: [CalibrationPath] = []
        func add(_ section: String, _ infos: [MarketParameterInfo]) {
            for info in infos {
                paths.append(
                    CalibrationPath(
                        path: "\(section).\(info.name)", unit: info.unit, summary: info.summary, domain: info.domain,
                        value: info.value))
            }
        }
        add("activity", activity.parameterInfos)
        add("exchange", exchange.parameterInfos)
        if let first = instruments.first { add("fundamental", first.fundamental.parameterInfos) }
        for group in groups {
            paths.append(
                CalibrationPath(
                    path: "\(group.name).count", unit: "", summary: "How many participants there are",
                    domain: .integer(0...1_000_000), value: .integer(group.count)))
            add(group.name, group.rule.parameterInfos)
        }
        return paths
    }

    /// Sets the parameter of a path; false where the value is not in its domain.
    mutating func set(path: String, to value: MarketParameterValue) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        let name = String(path[path.index(after: dot)...])
        switch String(path[..<dot]) {
        case "activity": return activity.set(name, to: value)
        case "exchange": return exchange.set(name, to: value)
        case "fundamental": return instruments[0].fundamental.set(name, to: value)
        case let section:
            guard let place = groups.firstIndex(where: { $0.name == section }) else { return false }
            guard name == "count" else { return groups[place].rule.set(name, to: value) }
            guard case .integer(let count) = value else { return false }
            groups[place].count = count
            return true
        }
    }

    /// Resolves a parameter of a calibration.
    ///
    /// - Throws: `unknownParameter`, `notNumeric`, `needsRange` or `range`.
    func free(_ parameter: CalibrationParameter) throws(CalibrationError) -> FreeParameter {
        let paths = calibrationPaths
        guard let info = paths.first(where: { $0.path == parameter.path }) else {
            throw .unknownParameter(parameter.path, nearest: nearestName(to: parameter.path, among: paths.map(\.path)))
        }
        var (isFactor, isWhole) = (false, false)
        let start: Double
        let declared: ClosedRange<Double>
        switch (info.domain, info.value) {
        case (.number(let range), .number(let value)): (start, declared) = (value, range)
        case (.integer(let range), .integer(let value)):
            (start, declared, isWhole) = (
                Double(value), Double(range.lowerBound)...Double(range.upperBound), true
            )
        case (.distribution, .distribution): (start, declared, isFactor) = (1, 1e-3...1e3, true)
        default: throw .notNumeric(parameter.path)
        }
        var range = parameter.range ?? (isFactor ? 0.1...10 : declared)
        if parameter.range == nil, !isFactor, declared.upperBound > 100 * max(1, declared.lowerBound) {
            guard start > 0 else { throw .needsRange(parameter.path, value: start) }
            range = max(declared.lowerBound, start / 100)...min(declared.upperBound, start * 100)
        }
        guard range.lowerBound < range.upperBound, declared.contains(range.lowerBound),
            declared.contains(range.upperBound), range.contains(start)
        else { throw .range(parameter.path, found: range, allowed: declared, start: start) }
        return FreeParameter(
            path: parameter.path, unit: isFactor ? "" : info.unit, summary: info.summary, isFactor: isFactor,
            isWhole: isWhole, start: start, range: range)
    }

    /// This configuration with free parameters at places of their axes; `nil` where that is no market.
    func moved(_ parameters: [FreeParameter], to places: [Double]) -> MarketConfiguration? {
        var configuration = self
        let infos = calibrationPaths
        for (parameter, place) in zip(parameters, places) {
            let value = parameter.value(at: place)
            let next: MarketParameterValue
            if parameter.isFactor {
                guard case .distribution(let base)? = infos.first(where: { $0.path == parameter.path })?.value
                else { return nil }
                next = .distribution(base.scaled(by: value))
            } else {
                next = parameter.isWhole ? .integer(Int(value)) : .number(value)
            }
            guard configuration.set(path: parameter.path, to: next) else { return nil }
        }
        do { try configuration.validate() } catch { return nil }
        return configuration
    }
}
