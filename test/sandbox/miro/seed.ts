import type { Board, Role, Team, User } from "./model.ts"

export const ANN = "3074457353169356300"
export const BEN = "3074457353169356417"
export const VERA = "3074457353169356599"
export const DAN = "3074457353169356723"

export const TEAM_A = "3074457358607431473"
export const TEAM_B = "3074457358607432991"

export const USERS: readonly User[] = [
  { id: ANN, name: "Ann Keller" },
  { id: BEN, name: "Ben Okafor" },
  { id: VERA, name: "Vera Lindqvist" },
  { id: DAN, name: "Dan Moreau" },
]

export const TEAMS: readonly Team[] = [
  {
    id: TEAM_A,
    name: "Northwind Product",
    organization: { id: "3074457345821140900", name: "Northwind" },
    members: [ANN, BEN, VERA],
    boardLimit: null,
  },
  { id: TEAM_B, name: "Weekend Club", organization: null, members: [ANN, DAN], boardLimit: 3 },
]

interface BoardSeed {
  readonly id: string
  readonly name: string
  readonly team?: string
  readonly description?: string
  readonly owner: string
  readonly members?: Readonly<Record<string, Role>>
  readonly sharing?: Partial<Board["sharing"]>
}

/** The board that tests write to: Ann owns it, Ben edits, Vera views. */
export const ROADMAP = "uXjVOD6LSME="
/** Ann may only look. */
export const ARCHITECTURE = "uXjVOa1Bc2E="
/** Everyone with the link may view; Vera is not invited. */
export const PUBLIC_ROADMAP = "uXjVOb7Xq4I="
/** Everyone with the link may edit. */
export const OPEN_WORKSHOP = "uXjVOc5Yr8M="
/** Ben's own: nobody else can see it. */
export const PRIVATE_NOTES = "uXjVOd3Zs1Q="
/** In the free team, by team access only: Ann has no membership of her own and may edit. */
export const CLUB_PLANS = "uXjVOe9Tk6U="

const view = { [ANN]: "viewer", [VERA]: "viewer" } as const
const edit = { [ANN]: "editor" } as const

const BOARDS: readonly BoardSeed[] = [
  {
    id: ROADMAP,
    name: "Product roadmap",
    description: "What we build next, by quarter",
    owner: ANN,
    members: { [BEN]: "editor", [VERA]: "viewer" },
  },
  { id: "uXjVOD6LSNA=", name: "Sprint 48 planning", owner: ANN, members: { [BEN]: "editor" } },
  { id: "uXjVOD6LSNE=", name: "Sprint 47 retrospective", owner: BEN, members: edit },
  {
    id: "uXjVOD6LSNI=",
    name: "Customer journey: onboarding",
    owner: ANN,
    members: { [VERA]: "viewer" },
  },
  { id: "uXjVOD6LSNM=", name: "Checkout flow wireframes", owner: BEN, members: edit },
  { id: "uXjVOD6LSNQ=", name: "Research synthesis, October", owner: ANN },
  { id: "uXjVOD6LSNU=", name: "Bug triage", owner: BEN, members: { [ANN]: "coowner" } },
  {
    id: "uXjVOD6LSNY=",
    name: "Launch checklist: mobile app",
    owner: ANN,
    members: { [BEN]: "coowner" },
  },
  { id: "uXjVOD6LSNc=", name: "Pricing page experiments", owner: ANN },
  { id: "uXjVOD6LSNg=", name: "Design system audit", owner: BEN, members: edit },
  {
    id: "uXjVOD6LSNk=",
    name: "Team working agreements",
    owner: ANN,
    members: { [BEN]: "editor", [VERA]: "viewer" },
  },
  {
    id: "uXjVOD6LSNo=",
    name: "Support themes, week 46",
    owner: BEN,
    members: { [ANN]: "commenter" },
  },
  { id: "uXjVOD6LSNs=", name: "API v3 event storming", owner: ANN, members: { [BEN]: "editor" } },
  { id: "uXjVOD6LSNw=", name: "Hiring loop: senior designer", owner: ANN },
  { id: "uXjVOD6LSN0=", name: "Search relevance workshop", owner: BEN, members: edit },
  { id: "uXjVOD6LSN4=", name: "Quarterly goals Q1", owner: ANN, members: { [BEN]: "editor" } },
  { id: "uXjVOD6LSN8=", name: "Incident review: 12 November", owner: BEN, members: edit },
  { id: "uXjVOD6LSOA=", name: "Persona map", owner: ANN },
  {
    id: "uXjVOD6LSOE=",
    name: "Newsletter calendar & drafts",
    owner: ANN,
    members: { [BEN]: "viewer" },
  },
  { id: ARCHITECTURE, name: "Architecture overview", owner: BEN, members: view },
  { id: "uXjVOa1Bc2I=", name: "Brand guidelines", owner: BEN, members: view },
  { id: "uXjVOa1Bc2M=", name: "Company all-hands, November", owner: BEN, members: view },
  { id: "uXjVOa1Bc2Q=", name: "Security review 2026", owner: BEN, members: { [ANN]: "viewer" } },
  {
    id: "uXjVOa1Bc2U=",
    name: "Office floor plan",
    owner: BEN,
    sharing: { teamAccess: "view", organizationAccess: "view" },
  },
  { id: PUBLIC_ROADMAP, name: "Public roadmap", owner: ANN, sharing: { access: "view" } },
  {
    id: OPEN_WORKSHOP,
    name: "Open workshop with partners",
    owner: ANN,
    sharing: { access: "edit" },
  },
  { id: "uXjVOc5Yr8N=", name: "Backlog refinement", owner: ANN, members: { [BEN]: "editor" } },
  { id: PRIVATE_NOTES, name: "Ben's notes", owner: BEN },
  {
    id: "uXjVOe9Tk6E=",
    name: "Garden project",
    team: TEAM_B,
    owner: ANN,
    sharing: { teamAccess: "edit" },
  },
  {
    id: "uXjVOe9Tk6I=",
    name: "Film nights",
    team: TEAM_B,
    owner: ANN,
    members: { [DAN]: "editor" },
  },
  { id: CLUB_PLANS, name: "Club plans", team: TEAM_B, owner: DAN, sharing: { teamAccess: "edit" } },
]

const DAY = 86_400_000

/** Builds the boards as they are after a reset; earlier in the list means opened and created later. */
export function buildBoards(now: number): Board[] {
  return BOARDS.map((seed, index) => {
    const touched = now - (index * 7 + 1) * 3_600_000
    return {
      id: seed.id,
      name: seed.name,
      description: seed.description ?? "",
      teamId: seed.team ?? TEAM_A,
      ownerId: seed.owner,
      members: new Map<string, Role>([
        [seed.owner, "owner"],
        ...Object.entries(seed.members ?? {}),
      ]),
      sharing: {
        access: "private",
        organizationAccess: "private",
        teamAccess: "private",
        ...seed.sharing,
      },
      createdAt: now - 30 * DAY - index * DAY,
      modifiedAt: touched,
      modifiedBy: seed.owner,
      lastOpenedAt: touched,
      lastOpenedBy: seed.owner,
      items: new Map(),
      tags: new Map(),
    }
  })
}
