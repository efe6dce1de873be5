extension ConfigValidator {
    /// Checks the keys of `write` that exclude or need each other.
    mutating func checkWrite(_ root: ConfigValue) {
        guard let write = root["write"] else { return }
        guard let target = write["influxdb"] else {
            return report(write.place, "'write' needs the key 'influxdb'")
        }
        let name = "write.influxdb"
        checkInfluxTarget(target, name)
        for tag in target["tags"]?.entries ?? [] where WriteConfiguration.ownTags.contains(tag.key.text) {
            report(tag.key.place, "'\(name).tags.\(tag.key.text)' is a tag that every point has; choose another name")
        }
    }

    /// Checks the keys of an InfluxDB that is written to.
    mutating func checkInfluxTarget(_ target: ConfigValue, _ name: String) {
        switch (target["database"], target["bucket"]) {
        case (nil, nil): report(target.place, "'\(name)' needs one of the keys 'database' and 'bucket'")
        case (_?, let bucket?):
            report(bucket.place, "'\(name)' takes one of the keys 'database' and 'bucket', not both")
        default: break
        }
        if target["version"]?.text == "2", target["org"] == nil {
            report(target.place, "'\(name)' of version 2 needs the key 'org'")
        }
        let secrets = ["password_env", "password_file", "token_env", "token_file"].compactMap { key in
            target[key].map { (key: key, value: $0) }
        }
        if secrets.count > 1 {
            report(
                secrets[1].value.place,
                "'\(name)' takes one of password_env, password_file, token_env and token_file; found "
                    + secrets.map(\.key).joined(separator: " and "))
        }
        let hasPassword = secrets.contains { $0.key.hasPrefix("password") }
        if let user = target["user"], !hasPassword {
            report(user.place, "'\(name).user' needs 'password_env' or 'password_file'")
        }
        if target["user"] == nil, let password = secrets.first(where: { $0.key.hasPrefix("password") }) {
            report(password.value.place, "'\(name).\(password.key)' needs 'user'")
        }
        let address = target["url"]?.text ?? ""
        if let user = address.firstIndex(of: "@"), address[..<user].contains("://") {
            report(
                target["url"]?.place ?? target.place,
                "'\(name).url' must be an address without credentials, which come from the environment or a file")
        }
    }
}
