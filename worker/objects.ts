/** The object of a Trello board. Its name is a frozen format. `idBoard` was validated. */
export function boardObject(env: Env, idBoard: string): ReturnType<Env["BOARDS"]["getByName"]> {
  return env.BOARDS.getByName(`board:${idBoard}`)
}

/** The object of a Trello workspace. Its name is a frozen format. `idOrganization` was validated. */
export function workspaceObject(
  env: Env,
  idOrganization: string,
): ReturnType<Env["WORKSPACES"]["getByName"]> {
  return env.WORKSPACES.getByName(`workspace:${idOrganization}`)
}
