"""make audit: the locked packages against the database of known flaws. A package that was not looked up is a failure."""

import json
import subprocess
import sys


def main(lock: str) -> int:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--format=json",
        "--requirement",
        lock,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = done.stderr.strip().splitlines()[-1:] or ["no answer"]
        print(
            f"Nothing was audited: the database of vulnerabilities cannot be reached from here ({reason[0][:200]})."
        )
        return 2
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        print("Nothing was audited: the database of vulnerabilities cannot be reached from here.")
        return 2
    flawed = [
        f"{package['name']} {package['version']}: {flaw['id']}, fixed in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for package in packages
        for flaw in package.get("vulns", [])
    ]
    for line in [*(f"{name}: not looked up" for name in skipped), *flawed]:
        print(line)
    print(f"{len(packages)} packages: {len(flawed)} known vulnerabilities, {len(skipped)} not looked up.")
    return 1 if skipped or flawed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
